#include "plan/roster.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace gup::plan {
namespace {

/// The first sixteen bytes of an id beside its entry: sorting then seldom has to look at the id itself, which
/// lies somewhere in memory.
struct SortKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  PersonIndex entry = 0;
};

std::uint64_t eight_bytes(std::string_view id, std::size_t from) {
  std::uint64_t bytes = 0;
  for (std::size_t i = from; i < from + 8; ++i)
    bytes = bytes << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
  return bytes;
}

std::vector<SortKey> sorted_keys(const std::vector<RosterEntry>& entries) {
  std::vector<SortKey> keys;
  keys.reserve(entries.size());
  for (PersonIndex i = 0; i < entries.size(); ++i)
    keys.push_back({eight_bytes(entries[i].id, 0), eight_bytes(entries[i].id, 8), i});
  std::ranges::sort(keys, [&](const SortKey& a, const SortKey& b) {
    if (a.first != b.first) return a.first < b.first;
    if (a.second != b.second) return a.second < b.second;
    return entries[a.entry].id < entries[b.entry].id;
  });
  return keys;
}

std::size_t hash_of(std::string_view id) {
  return std::hash<std::string_view>{}(id);
}
/// The upper bits: the lower ones choose the slot.
std::uint32_t tag_of(std::size_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

Roster::Roster(const DirectoryView& directory, const StoredState& stored) {
  const std::size_t at_most = directory.people.size() + directory.unusable.size() + stored.links.size();
  slots_.resize(std::bit_ceil(at_most + at_most / 2 + 1));
  std::vector<RosterEntry> entries;
  entries.reserve(at_most);
  const auto entry_of = [&](std::string_view id) -> RosterEntry& {
    Slot& slot = slots_[slot_of(id, entries)];
    if (slot.person == kEmpty) {
      slot = {.person = static_cast<PersonIndex>(entries.size()), .tag = tag_of(hash_of(id))};
      entries.push_back({.id = id});
    }
    return entries[slot.person];
  };
  for (const auto& [id, person] : directory.people) entry_of(id).person = &person;
  for (const auto& [id, unusable] : directory.unusable) entry_of(id).unusable = &unusable;
  for (const Link& link : stored.links) entry_of(link.external_id).link = &link;

  entries_.reserve(entries.size());
  std::vector<PersonIndex> place(entries.size());
  for (const SortKey& key : sorted_keys(entries)) {
    place[key.entry] = size();
    entries_.push_back(entries[key.entry]);
  }
  for (Slot& slot : slots_)
    if (slot.person != kEmpty) slot.person = place[slot.person];
}

std::optional<PersonIndex> Roster::find(std::string_view external_id) const {
  const PersonIndex person = slots_[slot_of(external_id, entries_)].person;
  return person == kEmpty ? std::nullopt : std::optional(person);
}

std::size_t Roster::slot_of(std::string_view id, const std::vector<RosterEntry>& entries) const {
  const std::size_t hash = hash_of(id);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].person != kEmpty &&
         (slots_[at].tag != tag_of(hash) || entries[slots_[at].person].id != id))
    at = (at + 1) & (slots_.size() - 1);
  return at;
}

}  // namespace gup::plan
