#include "plan/groups/group_report.hpp"

#include <algorithm>
#include <compare>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/groups/wanted_groups.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {
namespace {

PersonChange group_change(ChangeKind kind, const std::string& source_id, std::string reason) {
  PersonChange change;
  change.kind = kind;
  change.external_id = source_id;
  change.reason = std::move(reason);
  return change;
}

std::string target_group(std::string_view name) {
  return "Target group " + quoted(printable(name));
}

PersonChange written(const GroupWrite& write, const GroupLink* link) {
  if (write.is_new || link == nullptr)
    return group_change(ChangeKind::group_added, write.source_id, target_group(write.name) + " is created");
  if (link->name != write.name)
    return group_change(ChangeKind::group_renamed, write.source_id,
                        target_group(link->name) + " is renamed to " + quoted(printable(write.name)));
  return group_change(ChangeKind::group_renamed, write.source_id,
                      target_group(write.name) + " keeps its name, although it was changed in " +
                          (link->source_name == write.source_name ? "the host" : "Google"));
}

const char* why_unwanted(const std::string& source_id) {
  return is_value_group_id(source_id) ? "no synced user has its value, or values no longer make target groups"
                                      : "its unit or group is no longer selected";
}

PersonChange removed(const GroupRemoval& removal, const GroupLink* link) {
  const bool has_row = link != nullptr && link->row_updated_at_now.has_value();
  const std::string group = target_group(link == nullptr ? "" : has_row ? link->name : link->source_name);
  if (removal.release)
    return group_change(ChangeKind::group_released, removal.source_id,
                        group + " is released: it has members that were added by hand");
  return group_change(ChangeKind::group_removed, removal.source_id,
                      has_row ? group + " is deleted: " + why_unwanted(removal.source_id)
                              : group + " was deleted in the host and is no longer needed");
}

void report_recovered_links(Plan& plan) {
  ShortList names;
  for (const GroupLink& link : plan.groups.recovered_links) names.add(quoted(printable(link.name)));
  if (names.size() == 0) return;
  plan.report.remarks.push_back(
      host_sdk::counted(static_cast<std::int64_t>(names.size()), "target group was", "target groups were") +
      " linked to Google again, because what the last syncs had stored about " +
      (names.size() == 1 ? "it" : "them") + " is lost: " + names.text() + ".");
}

/// Names of managed groups after the run, and before it if they are deleted.
std::unordered_map<std::int64_t, std::string_view> managed_names(const PlanInput& input, const Plan& plan) {
  std::unordered_map<std::int64_t, std::string_view> names;
  for (const GroupWrite& write : plan.groups.writes) names.emplace(write.group_id, write.name);
  for (const GroupLink& link : input.stored.group_links) names.emplace(link.group_id, link.name);
  return names;
}

struct Move {
  std::int64_t user_id = 0;
  bool leaves = false;
  std::int64_t group_id = 0;

  auto operator<=>(const Move&) const = default;
};

/// Target users whose line in the report says that the plugin manages them now, or no longer.
std::unordered_set<std::int64_t> users_with_new_owner(const Plan& plan) {
  std::unordered_set<std::int64_t> users;
  for (const RowDelete& row : plan.people.deletes) users.insert(row.user_id);
  for (const PersonChange& change : plan.report.changes)
    if (change.before && change.after && change.before->provider != change.after->provider)
      users.insert(change.user_id);
  return users;
}

std::unordered_set<std::int64_t> deleted_groups(const Plan& plan) {
  std::unordered_set<std::int64_t> groups;
  for (const GroupRemoval& removal : plan.groups.removals)
    if (!removal.release) groups.insert(removal.group_id);
  return groups;
}

std::vector<Move> moves_of(const PlanInput& input, const ReservedIds& ids, const Plan& plan) {
  const auto with_new_owner = users_with_new_owner(plan);
  const std::int64_t first_added = ids.first_user;
  const std::int64_t end_added = first_added + static_cast<std::int64_t>(plan.people.inserts.size());
  std::vector<Move> moves;
  const auto add = [&](const Membership& membership, bool leaves) {
    const std::int64_t user = membership.user_id;
    if ((user < first_added || user >= end_added) && !with_new_owner.contains(user))
      moves.push_back({user, leaves, membership.group_id});
  };
  for (const Membership& membership : plan.memberships.added) add(membership, false);
  for (const Membership& membership : plan.memberships.removed) add(membership, true);
  if (const auto groups = deleted_groups(plan); !groups.empty())
    for (const Membership& membership : input.stored.memberships)
      if (groups.contains(membership.group_id)) add(membership, true);
  std::ranges::sort(moves);
  return moves;
}

/// The memberships that go with the target users and target groups that the plan deletes.
std::int64_t count_deleted_with_rows(const PlanInput& input, const Plan& plan) {
  std::unordered_set<std::int64_t> users;
  for (const RowDelete& row : plan.people.deletes) users.insert(row.user_id);
  const auto groups = deleted_groups(plan);
  if (users.empty() && groups.empty()) return 0;
  return std::ranges::count_if(input.stored.memberships, [&](const Membership& membership) {
    return users.contains(membership.user_id) || groups.contains(membership.group_id);
  });
}

void find_people(const Classification& classification, std::vector<MembershipReport::Person>& people) {
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i) {
    const StoredLink* link = classification.person_table[i].link;
    if (link == nullptr) continue;
    const auto found =
        std::ranges::lower_bound(people, link->user_id, {}, &MembershipReport::Person::user_id);
    if (found != people.end() && found->user_id == link->user_id)
      found->person = classification.person_table.number(i);
  }
}

}  // namespace

void report_groups(const PlanInput& input, Plan& plan) {
  std::unordered_map<std::string_view, const GroupLink*> links;
  for (const GroupLink& link : input.stored.group_links) links.emplace(link.source_id, &link);
  const auto link_of = [&](const std::string& source_id) {
    const auto found = links.find(source_id);
    return found == links.end() ? nullptr : found->second;
  };
  for (const GroupWrite& write : plan.groups.writes)
    plan.report.groups.push_back(written(write, link_of(write.source_id)));
  for (const GroupRemoval& removal : plan.groups.removals)
    plan.report.groups.push_back(removed(removal, link_of(removal.source_id)));
  report_recovered_links(plan);
}

void report_memberships(const PlanInput& input, const Classification& classification, const ReservedIds& ids,
                        Plan& plan) {
  MembershipReport report;
  report.added = static_cast<std::int64_t>(plan.memberships.added.size());
  report.removed =
      static_cast<std::int64_t>(plan.memberships.removed.size()) + count_deleted_with_rows(input, plan);
  const auto moves = moves_of(input, ids, plan);
  if (moves.empty()) {
    plan.report.memberships = std::move(report);
    return;
  }
  report.ids = &input.ids;
  const auto names = managed_names(input, plan);
  std::unordered_map<std::int64_t, std::uint32_t> places;
  report.groups_of_people.reserve(moves.size());
  for (const Move& move : moves) {
    const auto [place, is_new] =
        places.try_emplace(move.group_id, static_cast<std::uint32_t>(report.groups.size()));
    if (is_new) {
      const auto name = names.find(move.group_id);
      report.groups.push_back({move.group_id, name == names.end() ? "" : std::string(name->second)});
    }
    if (report.people.empty() || report.people.back().user_id != move.user_id)
      report.people.push_back(
          {.user_id = move.user_id, .first = static_cast<std::uint32_t>(report.groups_of_people.size())});
    report.groups_of_people.push_back(place->second);
    ++(move.leaves ? report.people.back().left : report.people.back().joined);
  }
  find_people(classification, report.people);
  plan.report.memberships = std::move(report);
}

}  // namespace gup::plan
