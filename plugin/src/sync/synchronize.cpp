// A sync from the lease to the report: read everything, decide, then write in one transaction.
#include <map>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "failure.hpp"
#include "model/unit_tree.hpp"
#include "plan/make_plan.hpp"
#include "sync/reading/confirmation.hpp"
#include "sync/reading/credentials.hpp"
#include "sync/reading/directory_reading.hpp"
#include "sync/refused_rows.hpp"
#include "sync/requirements.hpp"
#include "sync/run/membership_names.hpp"
#include "sync/run/progress.hpp"
#include "sync/run/replanning.hpp"
#include "sync/run/report.hpp"
#include "sync/run/run_execution.hpp"
#include "sync/run/run_followup.hpp"
#include "sync/run/run_remarks.hpp"
#include "sync/sync_engine.hpp"

namespace gup {
namespace {

using host_sdk::Result;
using host_sdk::ResultCode;

/// How many plans leave out rows which the database refuses.
constexpr int kMaximumPlansWithRefusals = 10;

/// The names of the selected units and groups, for the run's record.
std::map<std::string, std::string> names_of_selection(const plan::DirectoryView& view,
                                                      const SyncSettings& settings) {
  std::map<std::string, std::string> names;
  if (settings.scope == SyncScope::all) return names;
  const bool by_units = settings.source == SyncSource::organizational_units;
  const auto& selected = by_units ? settings.organizational_units : settings.groups;
  const std::unordered_set<std::string_view> wanted(selected.begin(), selected.end());
  for (const auto& unit : view.units)
    if (by_units && wanted.contains(unit.id)) names.emplace(unit.id, unit.path);
  for (const auto& group : view.groups)
    if (!by_units && wanted.contains(group.id))
      names.emplace(group.id, group.name.empty() ? group.email : group.name);
  return names;
}

PeopleCount count_people(const plan::DirectoryView& view) {
  std::vector<std::int64_t> by_path(view.people.unit_paths().size(), 0);
  for (plan::PersonNumber number = 0; number < view.people.end(); ++number)
    if (const auto& person = view.people[number]; person.kind == plan::PersonDigest::Kind::usable)
      ++by_path[person.unit_path];
  PeopleCount count;
  count.users = static_cast<std::int64_t>(view.people.usable());
  const UnitTree units(view.units);
  for (std::size_t path = 0; path < by_path.size(); ++path)
    if (const auto unit = units.at_path(view.people.unit_paths()[path]); unit && by_path[path] > 0)
      count.per_unit[units[*unit].id] += by_path[path];
  return count;
}

plan::ReservedIds reserve_ids(host_sdk::Ids& ids, const plan::RowQuery& query) {
  plan::ReservedIds reserved;
  const auto reserve = [&ids](host_sdk::IdKind kind, std::int64_t count, std::int64_t& first) {
    if (count == 0) return;
    throw_unless_done(ids.reserve(kind, count, first));
  };
  reserve(host_sdk::IdKind::target_user, query.new_users_at_most, reserved.first_user);
  reserve(host_sdk::IdKind::target_group, query.new_groups_at_most, reserved.first_group);
  return reserved;
}

/// A preview reserves no ids, because that would write. Its new rows get ids that the host does not use yet.
plan::ReservedIds ids_for_preview() {
  constexpr std::int64_t kUnused = std::int64_t{1} << 61;
  return {kUnused, kUnused};
}

Failure joined_without_approval() {
  return {ResultCode::refused,
          "Another sync was already running and has ended without your approval, so no approved removal was "
          "carried out. Approve the removals that are still held."};
}

}  // namespace

host_sdk::SyncOutcome SyncEngine::synchronize(const host_sdk::Company& company, const RunRequest& request,
                                              host_sdk::TaskMonitor& monitor) {
  const bool previews = request.mode == host_sdk::SyncMode::preview;
  const RunKind kind = previews ? RunKind::preview : RunKind::sync;
  std::unique_ptr<RunExecution> execution;
  while (!execution) {
    if (auto joined = join(company.id, monitor); joined && joined->kind == kind) {
      if (!request.approved.empty()) throw joined_without_approval();
      return outcome_of(store_, *joined);
    }
    execution = RunExecution::begin({host_, store_, *active_, *heartbeat_},
                                    {company, request.actor, kind, request.trigger}, monitor);
  }
  Run& run = execution->run();
  std::int64_t connection_revision = 0;
  try {
    const auto connection = connection_for_sync(store_, company.id);
    connection_revision = connection.revision;
    const auto saved = settings_for_sync(store_, company.id, deployment_);
    run.settings_revision = saved.revision;
    run.settings_used = SettingsUsed{saved.settings, {}, name_of_target(store_, company.id, saved.settings)};
    execution->open();
    carry_out(*execution, connection, saved.settings, request);
  } catch (const Failure& failure) {
    const Result result = execution->result_of(failure);
    if (!execution->opened()) return {result, {}};
    if (previews || execution->lease_lost()) {
      execution->close_failed(result);
      return {run.result, run.report};
    }
    execution->close_failed(
        follow_up_failure(host_, store_, run, {result, failure.loss(), connection_revision}));
    if (run.state == RunState::done || run.state == RunState::held) follow_up_success(host_, store_, run);
    return {run.result, run.report};
  } catch (...) {
    execution->close_after_unexpected_error();
    throw;
  }
  if (!previews) follow_up_success(host_, store_, run);
  return {run.result, run.report};
}

void SyncEngine::carry_out(RunExecution& execution, const Connection& connection,
                           const SyncSettings& settings, const RunRequest& request) {
  Run& run = execution.run();
  const auto since = run.started_at - settings.removal_limit.within;
  const auto credentials = credentials_of(host_, connection);
  const auto reader = google_.open_directory(credentials, connection.account_id);
  const auto save_usage_and_token = [&] {
    set_usage(run.report, reader->usage());
    keep_replaced_token(host_, run.company_id, credentials, *reader);
  };
  const auto interruption = cancel_by(execution.monitor());
  try {
    plan::PersonIds ids;
    plan::Refusals refusals;
    plan::StoredState stored = store_.load_state(run.company_id, since, ids, interruption);
    plan::DirectoryView view = read_directory(*reader, settings, stored, ids, execution.monitor());
    view.customer_id = connection.customer_id;
    run.settings_used->names = names_of_selection(view, settings);
    if (!view.units.empty()) cache_.put_count(run.company_id, count_people(view));
    std::vector<RefusedRow> refused;
    repeat_until_applied({host_, run, &execution}, [&](int attempt) {
      if (attempt > 1) {
        // People keep their numbers, so the directory that was read stays valid.
        leave_out(refused, ids, view.people);
        add_refusals(std::exchange(refused, {}), refusals);
        stored = {};
        stored = store_.load_state(run.company_id, since, ids, interruption);
      }
      execution.monitor().report(progress_of(RunStep::planning));
      const plan::PlanInput input{ids,     view,     stored, settings, run.started_at, request.approved,
                                  nullptr, &refusals};
      auto classification = std::make_unique<plan::Classification>(classify_confirmed(
          input, *reader, {connection.account_id, connection.customer_id}, view, ids, execution.monitor()));
      save_usage_and_token();
      plan::Plan plan = decide(run, input, *classification, interruption);
      classification.reset();
      if (run.kind == RunKind::preview) {
        keep_preview(execution, plan);
        return true;
      }
      report_approval(request, stored, plan);
      report_preview(store_, request, run, host_.clock().now(), plan);
      refused = apply_or_find_refused(run, plan, attempt, [&] { apply(execution, plan); });
      return refused.empty();
    });
  } catch (...) {
    set_usage(run.report, reader->usage());
    keep_replaced_token_after_error(host_, run.company_id, credentials, *reader);
    throw;
  }
}

plan::Plan SyncEngine::decide(const Run& run, const plan::PlanInput& input,
                              const plan::Classification& classification, const Interruption& interruption) {
  const plan::RowQuery query = plan::rows_to_query(input, classification);
  const plan::TargetUserRows rows = store_.look_up(run.company_id, query, interruption);
  const bool previews = run.kind == RunKind::preview;
  plan::Plan plan = plan::make_plan(input, classification, rows,
                                    previews ? ids_for_preview() : reserve_ids(host_.ids(), query));
  complete_memberships(store_, run.company_id, plan.report, interruption);
  return plan;
}

std::vector<RefusedRow> SyncEngine::apply_or_find_refused(const Run& run, const plan::Plan& plan, int attempt,
                                                          const std::function<void()>& apply) {
  const auto find = [&] {
    // Every round leaves out at least one row, so this ends; a plan that never fits is not worth many.
    return attempt < kMaximumPlansWithRefusals ? store_.refused_rows(run, plan) : std::vector<RefusedRow>{};
  };
  std::vector<RefusedRow> refused;
  try {
    apply();
  } catch (const StateMoved&) {
    // A conflict with a row that appeared meanwhile is gone in the next plan. One that comes back is not.
    if (attempt > 1) refused = find();
    if (refused.empty()) throw;
  } catch (const Failure& failure) {
    if (failure.code() == ResultCode::operator_action) refused = find();
    if (refused.empty()) throw;
  }
  log_refused(host_.logger(), run, refused);
  return refused;
}

void SyncEngine::apply(RunExecution& execution, const plan::Plan& plan) {
  Run& run = execution.run();
  RunMonitor& monitor = execution.monitor();
  if (monitor.cancel_requested()) throw Cancelled();

  run.finished_at = host_.clock().now();
  fill_report(run, plan);
  execution.stop_heartbeat();
  store_.apply_plan(run, plan, execution.holder(), kLeaseLifetime, apply_checkpoint(monitor, run.report));
}

}  // namespace gup
