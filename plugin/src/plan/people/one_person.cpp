#include "plan/people/one_person.hpp"

#include <algorithm>

namespace gup::plan {

OnePersonState state_of_one(const StoredState& all, std::optional<PersonNumber> person) {
  OnePersonState one;
  StoredState& stored = one.stored;
  OtherPeople& others = one.others;
  for (PersonNumber number = 0; number < all.links.end(); ++number) {
    const StoredLink* link = all.links.find(number);
    if (link == nullptr) continue;
    if (number == person) {
      stored.links.put(number, *link);
      continue;
    }
    others.user_ids.insert(link->user_id);
    if (link->state == LinkState::active) ++others.managed;
  }
  const StoredLink* own = person ? stored.links.find(*person) : nullptr;
  for (const LinkSources::Entry& entry : all.link_sources.entries())
    if (entry.person == person)
      stored.link_sources.put(entry.person, all.link_sources.sources().id(entry.source));
  for (const Membership& membership : all.memberships) {
    if (own != nullptr && membership.user_id == own->user_id)
      stored.memberships.push_back(membership);
    else
      ++others.members[membership.group_id];
  }
  stored.excluded_members = all.excluded_members;
  stored.group_links = all.group_links;
  stored.source_names = all.source_names;
  stored.held_removals = all.held_removals;
  stored.foreign_groups = all.foreign_groups;
  stored.recent = all.recent;
  others.source_groups = all.source_groups;
  std::ranges::sort(others.source_groups);
  return one;
}

std::vector<SourceGroup> tree_around(const std::vector<SourceGroup>& tree,
                                     const std::set<std::string, std::less<>>& group_ids) {
  std::vector<SourceGroup> around;
  std::ranges::copy_if(tree, std::back_inserter(around), [&](const SourceGroup& row) {
    return group_ids.contains(row.group_id) || group_ids.contains(row.parent_id);
  });
  return around;
}

std::set<std::string, std::less<>> with_groups_above(const std::vector<SourceGroup>& tree,
                                                     const std::set<std::string, std::less<>>& group_ids) {
  std::unordered_map<std::string_view, std::vector<std::string_view>> parents;
  for (const SourceGroup& row : tree)
    if (!row.parent_id.empty()) parents[row.group_id].push_back(row.parent_id);
  auto found = group_ids;
  std::vector<std::string_view> to_visit(group_ids.begin(), group_ids.end());
  while (!to_visit.empty()) {
    const auto above = parents.find(to_visit.back());
    to_visit.pop_back();
    if (above == parents.end()) continue;
    for (const std::string_view parent : above->second)
      if (found.emplace(parent).second) to_visit.push_back(parent);
  }
  return found;
}

}  // namespace gup::plan
