#include "plan/selection/group_walk.hpp"

#include <algorithm>
#include <utility>

#include "erase_repeated.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"

namespace gup::plan {
namespace {

bool is_group_without_id(const Member& member) {
  return member.type == MemberType::group && member.id.empty();
}

bool was_read(const StoredState& stored, std::string_view group_id) {
  return std::ranges::any_of(stored.source_groups, [&](const auto& row) { return row.group_id == group_id; });
}

}  // namespace

std::vector<std::string> groups_to_walk(const std::vector<DirectoryGroup>& groups,
                                        const SyncSettings& settings) {
  if (settings.scope == SyncScope::chosen) return settings.groups;
  std::vector<std::string> ids;
  ids.reserve(groups.size());
  for (const auto& group : groups) ids.push_back(group.id);
  return ids;
}

std::vector<std::string> next_groups_to_walk(const GroupAnswer& answer, const StoredState& stored,
                                             const SyncSettings& settings) {
  std::vector<std::string> next;
  if (!settings.include_nested_groups) return next;
  for (const auto& member : answer.members)
    if (member.type == MemberType::group && !member.id.empty()) next.push_back(member.id);
  const bool is_complete = !answer.unreadable && std::ranges::none_of(answer.members, is_group_without_id);
  if (is_complete || !was_read(stored, answer.group_id)) return next;
  for (const auto& row : stored.source_groups)
    if (row.parent_id == answer.group_id && std::ranges::find(next, row.group_id) == next.end())
      next.push_back(row.group_id);
  return next;
}

GroupIds ids_by_address(const std::vector<DirectoryGroup>& groups) {
  GroupIds ids;
  for (const auto& group : groups)
    if (!group.email.empty()) ids.emplace(address_key(group.email), group.id);
  return ids;
}

void set_nested_group_ids(GroupAnswer& answer, const GroupIds& known) {
  for (auto& member : answer.members) {
    if (!is_group_without_id(member)) continue;
    if (const auto id = known.find(address_key(member.email)); id != known.end()) member.id = id->second;
  }
}

bool is_everyone(const PlanInput& input, const Member& member) {
  return (member.type == MemberType::customer || member.type == MemberType::other) && !member.id.empty() &&
         member.id == input.directory.customer_id;
}

/// An address is a hint only where Google sends no id: another person may have it now.
std::optional<PersonIndex> person_of(const PlanInput& input, const PersonTable& person_table,
                                     const Member& member) {
  if (!member.id.empty()) return person_table.find(member.id);
  const auto person = input.directory.addresses.find(address_key(member.email));
  return person ? person_table.find(*person) : std::nullopt;
}

GroupWalk::GroupWalk(const PlanInput& input, const PersonTable& person_table, Selection& selection)
    : input_(input), person_table_(person_table), selection_(selection) {
  for (const auto& group : input.directory.groups) listed_.insert(group.id);
  for (const auto& row : input.stored.source_groups) {
    old_children_[row.group_id];
    if (!row.parent_id.empty()) old_children_[row.parent_id].push_back(row.group_id);
  }
  // Its members may be lost, but its target group shows that an earlier run read it.
  for (const GroupLink& link : input.stored.group_links)
    if (is_matching_group(link)) old_children_[link.source_id];
  enter_roots();
  for (std::uint32_t group = 0; group < roots_.size(); ++group) read(group, true);
  for (auto group = static_cast<std::uint32_t>(roots_.size()); group < groups_.size(); ++group)
    read(group, false);
}

/// The target group of a group in Google that is still wanted, or whose stored rows are lost.
bool GroupWalk::is_matching_group(const GroupLink& link) const {
  const bool is_wanted = input_.settings.method == SyncMethod::matching_groups && !input_.others;
  return (is_wanted || link.is_recovered) && !is_unit_id(link.source_id) &&
         !is_created_target(link.source_id) && !is_value_group_id(link.source_id);
}

void GroupWalk::enter_roots() {
  std::vector<std::string_view> ids;
  if (input_.settings.scope == SyncScope::chosen) {
    for (const std::string& id : input_.settings.groups)
      if (!input_.others || input_.others->groups_read.contains(id)) selected_.insert(id);
    ids.assign(selected_.begin(), selected_.end());
  } else {
    ids.assign(listed_.begin(), listed_.end());
    // A group that the last good run listed, or that has a target group, is still there unless Google says
    // that it is gone.
    const auto add_known = [&](const std::string& id) {
      if (!listed_.contains(id) && !input_.directory.evidence.is_gone_group(id)) ids.push_back(id);
    };
    for (const auto& row : input_.stored.source_groups)
      if (row.parent_id.empty()) add_known(row.group_id);
    for (const GroupLink& link : input_.stored.group_links)
      if (is_matching_group(link)) add_known(link.source_id);
  }
  std::ranges::sort(ids);
  erase_repeated(ids);
  for (const auto id : ids) roots_.push_back(enter(id));
}

std::uint32_t GroupWalk::enter(std::string_view id) {
  const auto [at, is_new] = indexes_.emplace(id, static_cast<std::uint32_t>(groups_.size()));
  if (is_new) {
    groups_.emplace_back();
    groups_.back().id = id;
  }
  return at->second;
}

/// Decides between this run's answer and the last good one.
void GroupWalk::read(std::uint32_t group, bool is_root) {
  const std::string_view id = groups_[group].id;
  const auto answer = input_.directory.group_answers.find(id);
  const bool is_listed = !is_root || listed_.contains(id);
  if (answer && !answer->unreadable && is_listed) return read_members(group, *answer);
  if (!answer && is_root && is_listed) unread_.emplace(id);
  const bool is_failing = answer && answer->unreadable == Unreadable::failing;
  if (is_failing || old_children_.contains(id) || selected_.contains(id))
    use_last_answer(group);
  else
    groups_[group].content = WalkedGroup::Content::unreadable;
}

void GroupWalk::read_members(std::uint32_t group, const GroupAnswer& answer) {
  WalkedGroup& walked = groups_[group];
  bool ids_are_missing = false;
  for (const Member& member : answer.members) {
    if (is_everyone(input_, member)) {
      walked.everyone = true;
    } else if (member.type == MemberType::group) {
      if (!input_.settings.include_nested_groups) continue;
      if (member.id.empty()) {
        ids_are_missing = true;
        add_external(walked, {"", printable(member.email)});
        continue;
      }
      if (const auto nested = input_.directory.group_answers.id_of(member.id))
        walked.children.push_back(enter(*nested));
      else
        unread_.insert(member.id);
    } else if (const auto person = person_of(input_, person_table_, member)) {
      // A membership does not prove that a person who is missing from the list of users exists.
      if (!person_table_[*person].absent()) walked.people.push_back(*person);
    } else {
      add_external(walked, {printable(member.id), printable(member.email)});
    }
  }
  if (ids_are_missing) add_old_children(group);
}

/// Ignores other members in a plan about one person: they are unknown, not external.
void GroupWalk::add_external(WalkedGroup& walked, ExternalMember member) const {
  if (!input_.others) walked.external_members.push_back(std::move(member));
}

/// Adds the nested groups that the last good run found in this one.
void GroupWalk::add_old_children(std::uint32_t group) {
  const auto old = old_children_.find(groups_[group].id);
  if (old == old_children_.end()) return;
  for (const auto id : old->second) {
    const std::uint32_t child = enter(id);
    auto& children = groups_[group].children;
    if (std::ranges::find(children, child) == children.end()) children.push_back(child);
  }
}

void GroupWalk::use_last_answer(std::uint32_t group) {
  const std::string_view id = groups_[group].id;
  groups_[group].content = WalkedGroup::Content::frozen;
  if (!old_people_) {
    old_people_.emplace();
    for (const SourceMatch& match : selection_.before)
      (*old_people_)[selection_.sources.id(match.source)].push_back(match.person);
  }
  if (const auto people = old_people_->find(id); people != old_people_->end())
    groups_[group].people = people->second;
  if (input_.settings.include_nested_groups) add_old_children(group);
}

}  // namespace gup::plan
