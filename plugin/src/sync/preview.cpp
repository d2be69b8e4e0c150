// The end of a preview: its report and its changes are kept, and nothing else is written.
#include <utility>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "sync/run/report.hpp"
#include "sync/run/run_execution.hpp"
#include "sync/sync_engine.hpp"

namespace gup {
namespace {

using plan::ChangeKind;
using plan::PersonChange;

PersonChange group_change(ChangeKind kind, const std::string& source_id, std::string reason) {
  PersonChange change;
  change.kind = kind;
  change.external_id = source_id;
  change.reason = std::move(reason);
  return change;
}

std::vector<PersonChange> group_changes(const plan::Plan& plan, const plan::StoredState& stored) {
  const auto name_of_group = [&](std::int64_t group_id) {
    for (const plan::GroupLink& link : stored.group_links)
      if (link.group_id == group_id) return gup::quoted(printable(link.name));
    return std::string("a target group");
  };
  std::vector<PersonChange> changes;
  for (const plan::GroupWrite& write : plan.groups.writes) {
    const std::string name = gup::quoted(printable(write.name));
    if (write.is_new)
      changes.push_back(
          group_change(ChangeKind::group_added, write.source_id, "Target group " + name + " is created"));
    else
      changes.push_back(
          group_change(ChangeKind::group_renamed, write.source_id,
                       "Target group " + name_of_group(write.group_id) + " is renamed to " + name));
  }
  for (const plan::GroupRemoval& removal : plan.groups.removals)
    changes.push_back(removal.release
                          ? group_change(ChangeKind::group_released, removal.source_id,
                                         "Target group " + name_of_group(removal.group_id) +
                                             " is released: it has members that were added by hand")
                          : group_change(ChangeKind::group_removed, removal.source_id,
                                         "Target group " + name_of_group(removal.group_id) +
                                             " is deleted: its unit or group is no longer selected"));
  for (const plan::HeldRemoval& held : plan.people.held)
    if (held.group_id != 0)
      changes.push_back(group_change(ChangeKind::held, held.external_id,
                                     gup::quoted(printable(held.email)) + ": " + held.reason));
  return changes;
}

bool adopts(const PersonChange& change) {
  return change.kind == ChangeKind::updated && change.before && change.after &&
         change.before->provider.empty() && !change.after->provider.empty();
}

std::string memberships_in_words(const plan::MembershipChanges& memberships) {
  return host_sdk::counted(static_cast<std::int64_t>(memberships.added.size()), "membership", "memberships") +
         " of target groups would be added and " +
         host_sdk::with_commas(static_cast<std::int64_t>(memberships.removed.size())) + " removed.";
}

}  // namespace

plan::LazyList<PersonChange> preview_changes(const plan::Plan& plan, const plan::StoredState& stored) {
  auto groups = group_changes(plan, stored);
  auto people = plan.report.all_changes();
  const std::size_t size = people.size() + groups.size();
  return {size, [people = std::move(people), groups = std::move(groups)](std::size_t at) {
            if (at >= people.size()) return groups[at - people.size()];
            PersonChange change = people[at];
            if (adopts(change)) change.kind = ChangeKind::adopted;
            return change;
          }};
}

void SyncEngine::keep_preview(RunExecution& execution, const plan::Plan& plan,
                              const plan::StoredState& stored) {
  Run& run = execution.run();
  if (execution.monitor().cancel_requested()) throw Cancelled();
  run.finished_at = host_.clock().now();
  fill_report(run, plan);
  run.report.held += plan.report.held_groups;
  if (!plan.memberships.added.empty() || !plan.memberships.removed.empty())
    run.report.remarks.push_back(memberships_in_words(plan.memberships));
  run.state = RunState::done;
  run.result = {host_sdk::ResultCode::ok,
                "A sync would make these changes: " + summary(run.report) + ". Nothing has been changed.",
                {}};
  execution.stop_heartbeat();
  store_.finish_preview(run, preview_changes(plan, stored));
  host_.logger().info(run.company_id, "preview_finished run=" + std::to_string(run.id) + " summary=\"" +
                                          summary(run.report) + "\"");
}

}  // namespace gup
