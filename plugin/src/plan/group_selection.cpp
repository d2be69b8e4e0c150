// The groups' half of the selection: who is brought by which group, and what cannot be read.
#include <algorithm>

#include "plan/clean_text.hpp"
#include "plan/group_walk.hpp"
#include "plan/selection.hpp"
#include "plan/words.hpp"

namespace gup::plan {
namespace {

using Content = WalkedGroup::Content;

/// Calls `visit` for each person whom the group lists directly.
template <typename Visit>
void for_each_person(const WalkedGroup& group, const Roster& roster, Visit visit) {
  if (!group.everyone) {
    for (const PersonIndex person : group.people) visit(person);
    return;
  }
  for (PersonIndex person = 0; person < roster.size(); ++person)
    if (!roster[person].absent()) visit(person);
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
    if (group.outsiders.empty()) continue;
    by_group.push_back(std::to_string(group.outsiders.size()) + " in " + labels.of(group.id));
    selection.outsiders.insert(selection.outsiders.end(), group.outsiders.begin(), group.outsiders.end());
  }
  if (by_group.empty()) return;
  selection.remarks.push_back(
      "Members who do not belong to this Google Workspace were skipped: " + listed(by_group) + ".");
  // One person may be known by an id here and by an address alone there.
  const auto key = [](const Outsider& outsider) {
    return outsider.email.empty() ? outsider.id : address_key(outsider.email);
  };
  std::ranges::stable_sort(selection.outsiders, {}, key);
  const auto repeated = std::ranges::unique(selection.outsiders, {}, key);
  selection.outsiders.erase(repeated.begin(), repeated.end());
}

}  // namespace

void select_by_groups(const PlanInput& input, const Roster& roster, Selection& selection) {
  GroupWalk walk(input, roster, selection);
  const auto& groups = walk.groups();
  for (const WalkedGroup& group : groups) {
    const SourceIndex source = selection.sources.number(group.id);
    if (group.content == Content::frozen) selection.freeze(source);
    for_each_person(group, roster, [&](PersonIndex person) { selection.now.push_back({person, source}); });
  }
  if (input.settings.method == SyncMethod::matching_groups)
    for (const auto root : walk.roots()) {
      const SourceIndex source = selection.sources.number(groups[root].id);
      walk.visit_below(root, [&](const WalkedGroup& group) {
        for_each_person(group, roster, [&](PersonIndex person) {
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
