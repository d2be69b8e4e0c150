#include "plan/removals/group_guard.hpp"

#include <algorithm>
#include <utility>

#include "model/clean_text.hpp"
#include "plan/removals/removal_guard.hpp"

namespace gup::plan {
namespace {

constexpr const char* kWouldBeDeleted = "The target group would be deleted";
constexpr const char* kWouldBeEmptied = "The target group would lose all its members";

bool would_leave(const PlanDecision& decision) {
  return decision.status == PersonStatus::leaving && !decision.approved;
}

bool is_counted(const PlanDecision& decision) {
  return would_leave(decision) || decision.status == PersonStatus::held;
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
      lost.emplace(removal.group_id, kWouldBeDeleted);
  }

  std::unordered_set<std::int64_t> deleted_users;
  for (const RowDelete& row : plan.people.deletes) deleted_users.insert(row.user_id);
  // A group whose last members leave by approved removals is as empty as the administrator wanted.
  std::unordered_set<std::int64_t> approved_users;
  for (const PersonChange& change : plan.report.changes)
    if (change.approved) approved_users.insert(change.user_id);
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
      lost.emplace(link.group_id, kWouldBeEmptied);
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

HeldGroups take_recovered(const PlanInput& input, HeldGroups& lost) {
  HeldGroups recovered;
  if (!can_hold(input.settings.removal_limit)) return recovered;
  for (const GroupLink& link : input.stored.group_links)
    if (link.is_recovered)
      if (auto group = lost.extract(link.group_id)) recovered.insert(std::move(group));
  return recovered;
}

void end_dismissals(const PlanInput& input, const HeldGroups& dismissed, Plan& plan) {
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
    if (link.is_recovered) ++plan.report.held_recovered;
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
