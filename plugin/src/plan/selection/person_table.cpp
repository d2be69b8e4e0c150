#include "plan/selection/person_table.hpp"

#include <algorithm>

namespace gup::plan {
namespace {

using Kind = PersonDigest::Kind;

/// The first sixteen bytes of an id beside its number: sorting then seldom has to look at the id itself,
/// which lies somewhere in memory.
struct SortKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  PersonNumber number = 0;
};

std::uint64_t eight_bytes(std::string_view id, std::size_t from) {
  std::uint64_t bytes = 0;
  for (std::size_t i = from; i < from + 8; ++i)
    bytes = bytes << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
  return bytes;
}

void sort_by_id(std::vector<PersonNumber>::iterator begin, std::vector<PersonNumber>::iterator end,
                const PersonIds& ids) {
  std::vector<SortKey> keys;
  keys.reserve(static_cast<std::size_t>(end - begin));
  for (auto at = begin; at != end; ++at)
    keys.push_back({eight_bytes(ids[*at], 0), eight_bytes(ids[*at], 8), *at});
  std::ranges::sort(keys, [&](const SortKey& a, const SortKey& b) {
    if (a.first != b.first) return a.first < b.first;
    if (a.second != b.second) return a.second < b.second;
    return ids[a.number] < ids[b.number];
  });
  std::ranges::transform(keys, begin, &SortKey::number);
}

}  // namespace

PersonTable::PersonTable(const PersonIds& ids, const DirectoryPeople& directory, const Links& links)
    : ids_(ids), directory_(directory), links_(links) {
  const PersonNumber end = std::max(directory.end(), links.end());
  order_.reserve(end);
  for (PersonNumber number = 0; number < end; ++number)
    if (directory[number].kind != Kind::absent || links.find(number)) order_.push_back(number);
  // The database gives the linked people in this order already; only newcomers have to be sorted in.
  const auto by_id = [&](PersonNumber a, PersonNumber b) { return ids[a] < ids[b]; };
  const auto newcomers = std::is_sorted_until(order_.begin(), order_.end(), by_id);
  sort_by_id(newcomers, order_.end(), ids);
  std::inplace_merge(order_.begin(), newcomers, order_.end(), by_id);

  places_.resize(end, kNowhere);
  for (PersonIndex place = 0; place < size(); ++place) places_[order_[place]] = place;
}

PersonEntry PersonTable::operator[](PersonIndex person) const {
  const PersonNumber number = order_[person];
  const PersonDigest& digest = directory_[number];
  return {.id = ids_[number],
          .person = digest.kind == Kind::usable ? &digest : nullptr,
          .unusable = digest.kind == Kind::unusable ? &directory_.unusable(digest) : nullptr,
          .link = links_.find(number)};
}

std::optional<PersonIndex> PersonTable::find(std::string_view external_id) const {
  const auto number = ids_.find(external_id);
  return number ? find(*number) : std::nullopt;
}

std::optional<PersonIndex> PersonTable::find(PersonNumber number) const {
  if (number >= places_.size() || places_[number] == kNowhere) return std::nullopt;
  return places_[number];
}

std::string_view PersonTable::email(PersonIndex person) const {
  const PersonDigest& digest = directory_[order_[person]];
  if (digest.kind == Kind::unusable) return directory_.unusable(digest).email;
  return digest.has_fields() ? email_in(directory_.fields(digest)) : std::string_view();
}

}  // namespace gup::plan
