#include "plan/removals/group_guard.hpp"

#include <algorithm>
#include <utility>

#include "model/clean_text.hpp"
#include "plan/removals/removal_guard.hpp"

namespace gup::plan {
namespace {

bool would_leave(const PlanDecision& decision) {
  return decision.status == PersonStatus::leaving && !decision.approved;
}

bool is_counted(const PlanDecision& decision) {
  return would_leave(decision) || decision.status == PersonStatus::held;
}

std::unordered_set<std::int64_t> users_with_approved_removals(const Plan& plan) {
  std::unordered_set<std::int64_t> users;
  for (const PersonChange& change : plan.report.changes)
    if (change.approved) users.insert(change.user_id);
  return users;
}

/// The name that the group has after the plan.
const std::string& name_after(const Plan& plan, const GroupLink& link) {
  const auto write = std::ranges::find(plan.groups.writes, link.group_id, &GroupWrite::group_id);
  return write == plan.groups.writes.end() ? link.name : write->name;
}

}  // namespace

HeldGroups lost_groups(const PlanInput& input, const Plan& plan) {
  HeldGroups lost;
  if (plan.groups.removals.empty() && plan.memberships.removed.empty() && plan.people.deletes.empty())
    return lost;
  std::unordered_set<std::int64_t> gone;
  for (const GroupRemoval& removal : plan.groups.removals) {
    gone.insert(removal.group_id);
    const auto link = std::ranges::find(input.stored.group_links, removal.group_id, &GroupLink::group_id);
    const bool has_row = link != input.stored.group_links.end() && link->row_updated_at_now;
    if (has_row && !removal.release && !input.approved.contains(removal.source_id))
      lost.emplace(removal.group_id, kGroupWouldBeDeleted);
  }

  std::unordered_set<std::int64_t> deleted_users;
  for (const RowDelete& row : plan.people.deletes) deleted_users.insert(row.user_id);
  // A group whose last members leave by approved removals is as empty as the administrator wanted.
  const auto approved_users = users_with_approved_removals(plan);
  std::unordered_map<std::int64_t, std::int64_t> members;
  for (const Membership& membership : input.stored.memberships)
    if (!approved_users.contains(membership.user_id))
      members[membership.group_id] += deleted_users.contains(membership.user_id) ? 0 : 1;
  for (const Membership& membership : plan.memberships.removed)
    if (!approved_users.contains(membership.user_id)) --members[membership.group_id];
  for (const Membership& membership : plan.memberships.added) ++members[membership.group_id];
  if (input.others)
    for (auto& [group, count] : members)
      if (const auto more = input.others->members.find(group); more != input.others->members.end())
        count += more->second;
  for (const GroupLink& link : input.stored.group_links) {
    const auto left = members.find(link.group_id);
    if (left != members.end() && left->second == 0 && !gone.contains(link.group_id) &&
        !input.approved.contains(link.source_id))
      lost.emplace(link.group_id, kGroupWouldBeEmptied);
  }
  return lost;
}

HeldGroups take_dismissed(const PlanInput& input, HeldGroups& lost) {
  HeldGroups dismissed;
  for (const GroupLink& link : input.stored.group_links)
    if (const auto found = lost.find(link.group_id); found != lost.end() && link.dismissed_since) {
      dismissed.insert(*found);
      lost.erase(found);
    }
  return dismissed;
}

HeldGroups take_waiting(const PlanInput& input, const Plan& plan, HeldGroups& lost) {
  HeldGroups waiting;
  if (lost.empty()) return waiting;
  std::unordered_set<std::int64_t> groups;
  if (held_removals_wait(input))
    for (const HeldRemoval& held : input.stored.held_removals) groups.insert(held.group_id);
  std::unordered_set<std::int64_t> approved_users;
  if (can_hold(input.settings.removal_limit)) approved_users = users_with_approved_removals(plan);
  for (const Membership& membership : input.stored.memberships) {
    if (!approved_users.contains(membership.user_id)) continue;
    const auto group = lost.find(membership.group_id);
    if (group != lost.end() && group->second == kGroupWouldBeDeleted) groups.insert(membership.group_id);
  }
  for (const std::int64_t id : groups)
    if (auto group = lost.extract(id)) waiting.insert(std::move(group));
  return waiting;
}

void keep_undecided(const PlanInput& input, const Plan& plan, HeldGroups& held, HeldGroups& dismissed) {
  // A plan about one person decides about no target group.
  if (input.others) return;
  const std::unordered_set<std::int64_t> undecided(plan.report.group_decisions.undecided.begin(),
                                                   plan.report.group_decisions.undecided.end());
  for (const GroupLink& link : input.stored.group_links)
    if (link.dismissed_since && undecided.contains(link.group_id))
      dismissed.emplace(link.group_id, kGroupWouldBeDeleted);
  if (!held_removals_wait(input)) return;
  for (const HeldRemoval& known : input.stored.held_removals)
    if (undecided.contains(known.group_id) && !dismissed.contains(known.group_id))
      held.emplace(known.group_id,
                   known.reason == kGroupWouldBeEmptied ? kGroupWouldBeEmptied : kGroupWouldBeDeleted);
}

void add_groups_of_kept_people(const PlanInput& input, const Plan& plan, HeldGroups& held,
                               HeldGroups& dismissed) {
  const std::unordered_set<std::int64_t> kept(plan.report.group_decisions.kept.begin(),
                                              plan.report.group_decisions.kept.end());
  for (const GroupLink& link : input.stored.group_links)
    if (link.dismissed_since && kept.contains(link.group_id))
      dismissed.emplace(link.group_id, kGroupWouldBeDeleted);
  for (const std::int64_t group : plan.report.group_decisions.kept_for_held_people)
    if (!dismissed.contains(group)) held.emplace(group, kGroupWouldBeDeleted);
}

HeldGroups take_recovered(const PlanInput& input, HeldGroups& lost) {
  HeldGroups recovered;
  if (!can_hold(input.settings.removal_limit)) return recovered;
  for (const GroupLink& link : input.stored.group_links)
    if (link.is_recovered)
      if (auto group = lost.extract(link.group_id)) recovered.insert(std::move(group));
  return recovered;
}

void end_dismissals(const PlanInput& input, const HeldGroups& dismissed, Plan& plan) {
  // A plan about one person decides about no target group.
  if (input.others) return;
  for (const GroupLink& link : input.stored.group_links)
    if (link.dismissed_since && !dismissed.contains(link.group_id))
      plan.groups.dismissals.push_back({link.source_id, std::nullopt});
}

std::optional<BrokenLimit> broken_limit_with_groups(const PlanInput& input,
                                                    const Classification& classification,
                                                    const HeldGroups& lost) {
  if (lost.empty()) return std::nullopt;
  const auto groups_before = std::ranges::count_if(
      input.stored.group_links, [](const GroupLink& link) { return link.row_updated_at_now.has_value(); });
  const Departures departures{.leaving = std::ranges::count_if(classification.decisions, &is_counted) +
                                         static_cast<std::int64_t>(lost.size()),
                              .managed_before = classification.managed_before + groups_before,
                              .anyone_stays_eligible = true};
  auto broken = broken_limit(input.settings.removal_limit, input.stored.recent, departures);
  if (broken) broken->counts_groups = true;
  return broken;
}

Classification with_removals_held(const Classification& classification) {
  Classification held = classification;
  for (PlanDecision& decision : held.decisions)
    if (would_leave(decision)) decision.status = PersonStatus::held;
  return held;
}

void report_held_groups(const PlanInput& input, const HeldGroups& groups, Plan& plan) {
  for (const GroupLink& link : input.stored.group_links) {
    const auto held = groups.find(link.group_id);
    if (held == groups.end()) continue;
    if (link.is_recovered) ++plan.report.counts.held_recovered;
    const auto known =
        std::ranges::find(input.stored.held_removals, link.source_id, &HeldRemoval::external_id);
    plan.people.held.push_back(
        {.external_id = link.source_id,
         .user_id = 0,
         .email = name_after(plan, link),
         .reason = held->second,
         .held_since = known == input.stored.held_removals.end() ? input.now : known->held_since,
         .group_id = link.group_id});
    PersonChange& change = plan.report.changes.emplace_back();
    change.kind = ChangeKind::held;
    change.external_id = link.source_id;
    change.reason = quoted(printable(name_after(plan, link))) + ": " + held->second;
  }
  std::ranges::sort(plan.people.held, {}, &HeldRemoval::external_id);
}

}  // namespace gup::plan
