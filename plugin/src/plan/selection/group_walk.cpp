#include "plan/selection/group_walk.hpp"

#include <algorithm>

#include "failure.hpp"
#include "plan/people/clean_text.hpp"

namespace gup::plan {
namespace {

bool is_nameless_group(const Member& member) {
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
  // Which groups those are that the answer does not say is guessed from the last good run.
  const bool says_all = !answer.unreadable && std::ranges::none_of(answer.members, is_nameless_group);
  if (says_all || !was_read(stored, answer.group_id)) return next;
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

void name_nested_groups(GroupAnswer& answer, const GroupIds& known) {
  for (auto& member : answer.members) {
    if (!is_nameless_group(member)) continue;
    if (const auto id = known.find(address_key(member.email)); id != known.end()) member.id = id->second;
  }
}

GroupWalk::GroupWalk(const PlanInput& input, const PersonTable& person_table, Selection& selection)
    : input_(input), person_table_(person_table), selection_(selection) {
  for (const auto& group : input.directory.groups) listed_.insert(group.id);
  for (const auto& row : input.stored.source_groups) {
    old_children_[row.group_id];
    if (!row.parent_id.empty()) old_children_[row.parent_id].push_back(row.group_id);
  }
  start(input);
  for (std::uint32_t group = 0; group < roots_.size(); ++group)
    read(group, listed_.contains(groups_[group].id));
  for (auto group = static_cast<std::uint32_t>(roots_.size()); group < groups_.size(); ++group)
    read(group, false);
}

void GroupWalk::start(const PlanInput& input) {
  std::vector<std::string_view> ids;
  if (input.settings.scope == SyncScope::chosen) {
    chosen_.insert(input.settings.groups.begin(), input.settings.groups.end());
    ids.assign(chosen_.begin(), chosen_.end());
  } else {
    ids.assign(listed_.begin(), listed_.end());
  }
  std::ranges::sort(ids);
  for (const auto id : ids) roots_.push_back(enter(id));
}

std::uint32_t GroupWalk::enter(std::string_view id) {
  const auto [at, is_new] = numbers_.emplace(id, static_cast<std::uint32_t>(groups_.size()));
  if (is_new) {
    groups_.emplace_back();
    groups_.back().id = id;
  }
  return at->second;
}

/// Decides whose word counts.
void GroupWalk::read(std::uint32_t group, bool must_have_answer) {
  const std::string_view id = groups_[group].id;
  const KeptAnswer* answer = input_.directory.group_answers.find(id);
  const bool missing = chosen_.contains(id) && !listed_.contains(id);
  if (!answer && must_have_answer)
    throw Failure(host_sdk::ResultCode::try_again,
                  "The members of the group " + printable(id) + " were not read; nothing was changed.");
  if (answer && !answer->unreadable() && !missing) {
    read_members(group, *answer);
  } else if (old_children_.contains(id) || chosen_.contains(id)) {
    recall(group);
  } else {
    groups_[group].content = WalkedGroup::Content::unreadable;
  }
}

void GroupWalk::read_members(std::uint32_t group, const KeptAnswer& answer) {
  WalkedGroup& walked = groups_[group];
  bool nameless = false;
  answer.visit_members([&](const KeptMember& member) {
    if (member.type == MemberType::customer) {
      walked.everyone = true;
    } else if (member.type == MemberType::group) {
      if (!input_.settings.include_nested_groups) return;
      if (member.id.empty()) {
        nameless = true;
        walked.external_members.push_back({"", printable(member.email)});
        return;
      }
      if (!input_.directory.group_answers.find(member.id))
        throw Failure(host_sdk::ResultCode::try_again, "The members of the nested group " +
                                                           printable(member.email) +
                                                           " were not read; nothing was changed.");
      walked.children.push_back(enter(member.id));
    } else if (const auto person = person_of(member)) {
      // Somebody absent from the user listing is judged by that alone.
      if (!person_table_[*person].absent()) walked.people.push_back(*person);
    } else {
      walked.external_members.push_back({printable(member.id), printable(member.email)});
    }
  });
  if (nameless) keep_old_children(group);
}

/// The nested groups that the last good run found in this one.
void GroupWalk::keep_old_children(std::uint32_t group) {
  const auto old = old_children_.find(groups_[group].id);
  if (old == old_children_.end()) return;
  for (const auto id : old->second) {
    const std::uint32_t child = enter(id);
    auto& children = groups_[group].children;
    if (std::ranges::find(children, child) == children.end()) children.push_back(child);
  }
}

void GroupWalk::recall(std::uint32_t group) {
  const std::string_view id = groups_[group].id;
  groups_[group].content = WalkedGroup::Content::frozen;
  if (!old_people_) {
    old_people_.emplace();
    for (const SourceMatch& bringing : selection_.before)
      (*old_people_)[selection_.sources.id(bringing.source)].push_back(bringing.person);
  }
  if (const auto people = old_people_->find(id); people != old_people_->end())
    groups_[group].people = people->second;
  if (!input_.settings.include_nested_groups) return;
  keep_old_children(group);
}

std::optional<PersonIndex> GroupWalk::person_of(const KeptMember& member) const {
  if (!member.id.empty())
    if (const auto person = person_table_.find(member.id)) return person;
  const auto key = address_key(member.email);
  const auto person = input_.directory.addresses.find(key);
  return person ? person_table_.find(*person) : std::nullopt;
}

}  // namespace gup::plan
