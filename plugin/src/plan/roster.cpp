#include "plan/roster.hpp"

#include <algorithm>

namespace gup::plan {

Roster::Roster(const DirectoryView& directory, const StoredState& stored) {
  entries_.reserve(std::max(directory.people.size() + directory.unusable.size(), stored.links.size()));
  for (const auto& [id, person] : directory.people) entries_.push_back({.id = id, .person = &person});
  for (const auto& [id, unusable] : directory.unusable) entries_.push_back({.id = id, .unusable = &unusable});
  for (const Link& link : stored.links) entries_.push_back({.id = link.external_id, .link = &link});
  std::ranges::stable_sort(entries_, {}, &RosterEntry::id);

  // Several entries of one person become one.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const RosterEntry entry = entries_[i];
    if (kept == 0 || entries_[kept - 1].id != entry.id) {
      entries_[kept++] = entry;
      continue;
    }
    RosterEntry& known = entries_[kept - 1];
    if (entry.person) known.person = entry.person;
    if (entry.unusable) known.unusable = entry.unusable;
    if (entry.link) known.link = entry.link;
  }
  entries_.resize(kept);

  index_.reserve(kept);
  for (PersonIndex i = 0; i < size(); ++i) index_.emplace(entries_[i].id, i);
}

std::optional<PersonIndex> Roster::find(std::string_view external_id) const {
  const auto found = index_.find(external_id);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

}  // namespace gup::plan
