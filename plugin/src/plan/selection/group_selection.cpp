// The groups' half of the selection: who is brought by which group, and what cannot be read.
#include <algorithm>

#include "plan/change_reasons.hpp"
#include "plan/people/clean_text.hpp"
#include "plan/selection/group_walk.hpp"
#include "plan/selection/selection.hpp"

namespace gup::plan {
namespace {

using Content = WalkedGroup::Content;

/// Calls `visit` for each person whom the group lists directly.
template <typename Visit>
void for_each_person(const WalkedGroup& group, const PersonTable& person_table, Visit visit) {
  if (!group.everyone) {
    for (const PersonIndex person : group.people) visit(person);
    return;
  }
  for (PersonIndex person = 0; person < person_table.size(); ++person)
    if (!person_table[person].absent()) visit(person);
}

/// What the next run has to know of the groups that were read now or earlier.
std::vector<SourceGroup> edges_of(const GroupWalk& walk, const StoredState& stored) {
  std::vector<SourceGroup> edges;
  const auto& groups = walk.groups();
  // A group that can be seen no more and never was read has nothing that could be kept.
  const auto is_known = [&](const WalkedGroup& group) {
    if (group.content == Content::fresh) return true;
    return group.content == Content::frozen &&
           std::ranges::any_of(stored.source_groups,
                               [&](const auto& row) { return row.group_id == group.id; });
  };
  for (const auto root : walk.roots())
    if (is_known(groups[root])) edges.push_back({std::string(groups[root].id), ""});
  for (const WalkedGroup& group : groups)
    for (const auto child : group.children)
      if (is_known(groups[child])) edges.push_back({std::string(groups[child].id), std::string(group.id)});
  std::ranges::sort(edges);
  const auto repeated = std::ranges::unique(edges);
  edges.erase(repeated.begin(), repeated.end());
  return edges;
}

void note_unreadable(const GroupWalk& walk, const SourceLabels& labels, Selection& selection) {
  std::vector<std::string> unreadable;
  for (const WalkedGroup& group : walk.groups())
    if (group.content == Content::unreadable) unreadable.push_back(labels.of(group.id));
  if (unreadable.empty()) return;
  const bool one = unreadable.size() == 1;
  selection.remarks.push_back(counted(unreadable.size(), "group", "groups") +
                              " could not be read in Google and " + (one ? "was" : "were") +
                              " skipped: " + listed(unreadable) + ".");
}

void note_outsiders(const GroupWalk& walk, const SourceLabels& labels, Selection& selection) {
  std::vector<std::string> by_group;
  for (const WalkedGroup& group : walk.groups()) {
    if (group.external_members.empty()) continue;
    by_group.push_back(std::to_string(group.external_members.size()) + " in " + labels.of(group.id));
    selection.external_members.insert(selection.external_members.end(), group.external_members.begin(),
                                      group.external_members.end());
  }
  if (by_group.empty()) return;
  selection.remarks.push_back(
      "Members who do not belong to this Google Workspace were skipped: " + listed(by_group) + ".");
  // One person may be known by an id here and by an address alone there.
  const auto key = [](const ExternalMember& member) {
    return member.email.empty() ? member.id : address_key(member.email);
  };
  std::ranges::stable_sort(selection.external_members, {}, key);
  const auto repeated = std::ranges::unique(selection.external_members, {}, key);
  selection.external_members.erase(repeated.begin(), repeated.end());
}

}  // namespace

void select_by_groups(const PlanInput& input, const PersonTable& person_table, Selection& selection) {
  GroupWalk walk(input, person_table, selection);
  const auto& groups = walk.groups();
  for (const WalkedGroup& group : groups) {
    const SourceIndex source = selection.sources.number(group.id);
    if (group.content == Content::frozen) selection.freeze(source);
    for_each_person(group, person_table, [&](PersonIndex person) {
      selection.now.push_back({person, source});
    });
  }
  if (input.settings.method == SyncMethod::matching_groups)
    for (const auto root : walk.roots()) {
      const SourceIndex source = selection.sources.number(groups[root].id);
      walk.visit_below(root, [&](const WalkedGroup& group) {
        for_each_person(group, person_table, [&](PersonIndex person) {
          selection.matching.push_back({person, source});
        });
      });
    }
  selection.source_groups = edges_of(walk, input.stored);
  const SourceLabels labels(input);
  note_unreadable(walk, labels, selection);
  note_outsiders(walk, labels, selection);
}

}  // namespace gup::plan
