#include "plan/selection/group_selection.hpp"

#include <algorithm>

#include "erase_repeated.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/selection/group_walk.hpp"
#include "plan/selection/selection_reasons.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {
namespace {

using Content = WalkedGroup::Content;

/// Calls `visit` for each direct member.
template <typename Visit>
void for_each_person(const WalkedGroup& group, const PersonTable& person_table, Visit visit) {
  if (!group.everyone) {
    for (const PersonIndex person : group.people) visit(person);
    return;
  }
  for (PersonIndex person = 0; person < person_table.size(); ++person)
    if (!person_table[person].absent()) visit(person);
}

/// The group tree that is stored for the next run.
std::vector<SourceGroup> group_tree_of(const GroupWalk& walk, const StoredState& stored) {
  std::vector<SourceGroup> tree;
  const auto& groups = walk.groups();
  // A group that is no longer visible and was never read has nothing to keep.
  const auto is_known = [&](const WalkedGroup& group) {
    if (group.content == Content::fresh) return true;
    return group.content == Content::frozen &&
           std::ranges::any_of(stored.source_groups,
                               [&](const auto& row) { return row.group_id == group.id; });
  };
  for (const auto root : walk.roots())
    if (is_known(groups[root])) tree.push_back({std::string(groups[root].id), ""});
  for (const WalkedGroup& group : groups)
    for (const auto child : group.children)
      if (is_known(groups[child])) tree.push_back({std::string(groups[child].id), std::string(group.id)});
  std::ranges::sort(tree);
  erase_repeated(tree);
  return tree;
}

void report_unreadable(const GroupWalk& walk, const SourceLabels& labels, Selection& selection) {
  std::vector<std::string> unreadable;
  for (const WalkedGroup& group : walk.groups())
    if (group.content == Content::unreadable) unreadable.push_back(labels.of(group.id));
  if (unreadable.empty()) return;
  selection.remarks.push_back(
      host_sdk::counted(static_cast<std::int64_t>(unreadable.size()), "group was", "groups were") +
      " skipped because Google does not show the members: " + listed(unreadable) + ".");
}

void report_external_members(const GroupWalk& walk, const SourceLabels& labels, Selection& selection) {
  std::vector<std::string> by_group;
  for (const WalkedGroup& group : walk.groups()) {
    if (group.external_members.empty()) continue;
    by_group.push_back(std::to_string(group.external_members.size()) + " in " + labels.of(group.id));
    selection.external_members.insert(selection.external_members.end(), group.external_members.begin(),
                                      group.external_members.end());
  }
  if (by_group.empty()) return;
  selection.remarks.push_back("Members from outside this Google Workspace were skipped: " + listed(by_group) +
                              ".");
  // Some groups list the same person with an id, others with an address only.
  const auto key = [](const ExternalMember& member) {
    return member.email.empty() ? member.id : address_key(member.email);
  };
  std::ranges::stable_sort(selection.external_members, {}, key);
  erase_repeated(selection.external_members, key);
}

}  // namespace

void select_by_groups(const PlanInput& input, const PersonTable& person_table, Selection& selection) {
  GroupWalk walk(input, person_table, selection);
  const auto& groups = walk.groups();
  for (const WalkedGroup& group : groups) {
    const SourceIndex source = selection.sources.number(std::string(group.id));
    selection.mark_walked(source);
    if (group.content == Content::frozen) selection.freeze(source);
    if (group.content == Content::fresh) selection.mark_fresh(source);
    for_each_person(group, person_table, [&](PersonIndex person) {
      selection.now.push_back({person, source});
    });
  }
  if (input.settings.method == SyncMethod::matching_groups)
    for (const auto root : walk.roots()) {
      const SourceIndex source = selection.sources.number(std::string(groups[root].id));
      walk.visit_below(root, [&](const WalkedGroup& group) {
        for_each_person(group, person_table, [&](PersonIndex person) {
          selection.matching.push_back({person, source});
        });
      });
    }
  for (const auto root : walk.roots())
    selection.selected_groups.push_back(selection.sources.number(std::string(groups[root].id)));
  selection.unread_groups.assign(walk.unread().begin(), walk.unread().end());
  selection.source_groups = group_tree_of(walk, input.stored);
  const SourceLabels labels(input);
  report_unreadable(walk, labels, selection);
  report_external_members(walk, labels, selection);
}

}  // namespace gup::plan
