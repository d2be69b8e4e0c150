#include "sync/synchronize.hpp"

#include <map>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "failure.hpp"
#include "model/unit_tree.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/selection_reasons.hpp"
#include "sync/access/credentials_in_use.hpp"
#include "sync/outcome/preview.hpp"
#include "sync/outcome/report.hpp"
#include "sync/outcome/run_followup.hpp"
#include "sync/outcome/run_remarks.hpp"
#include "sync/reading/confirmation.hpp"
#include "sync/reading/directory_reading.hpp"
#include "sync/refused_rows.hpp"
#include "sync/requirements.hpp"
#include "sync/run/decide.hpp"
#include "sync/run/live_runs.hpp"
#include "sync/run/progress.hpp"
#include "sync/run/replanning.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {
namespace {

using host_sdk::Result;
using host_sdk::ResultCode;

/// The names of the selected units and groups, for the run's record.
std::map<std::string, std::string> names_of_selection(const plan::DirectoryView& view,
                                                      const SyncSettings& settings) {
  std::map<std::string, std::string> names;
  if (settings.scope == SyncScope::all) return names;
  const bool by_units = settings.source == SyncSource::organizational_units;
  const auto& selected = by_units ? settings.organizational_units : settings.groups;
  const std::unordered_set<std::string_view> wanted(selected.begin(), selected.end());
  for (const auto& unit : view.units)
    if (by_units && wanted.contains(unit.id)) names.emplace(unit.id, plan::spaced_path(unit.path));
  for (const auto& group : view.groups)
    if (!by_units && wanted.contains(group.id)) names.emplace(group.id, name_or_email(group));
  return names;
}

/// Counts the people of each unit, without excluded people.
PeopleCount count_people(const plan::DirectoryView& view, const plan::Classification& classification) {
  std::vector<std::int64_t> by_path(view.people.unit_paths().size(), 0);
  std::vector<std::int64_t> suspended(by_path.size(), 0);
  PeopleCount count;
  for (plan::PersonIndex index = 0; index < classification.person_table.size(); ++index) {
    const auto* person = classification.person_table[index].person;
    if (person == nullptr || classification.exclusions.rule_of(index)) continue;
    ++count.users;
    ++by_path[person->unit_path];
    if (!person->suspended && !person->archived) continue;
    ++suspended[person->unit_path];
    ++count.suspended;
  }
  const UnitTree units(view.units);
  for (std::size_t path = 0; path < by_path.size(); ++path)
    if (const auto unit = units.at_path(view.people.unit_paths()[path]); unit && by_path[path] > 0) {
      count.per_unit[units[*unit].id] += by_path[path];
      if (suspended[path] > 0) count.suspended_per_unit[units[*unit].id] += suspended[path];
    }
  return count;
}

Failure joined_without_approval() {
  return {ResultCode::refused,
          "Another sync was already running and has ended without your approval, so no approved removal was "
          "carried out. Approve the removals that are still held."};
}

/// True if an administrator raised the removal limit since the last sync that was applied.
bool limit_was_raised(HistoryStore& store, const Run& run, const plan::StoredState& stored,
                      const RemovalLimit& limit) {
  if (stored.held_removals.empty()) return false;
  const auto last = store.last_applied_sync(run.company_id, run.id);
  return last && last->settings_used && plan::is_raised(last->settings_used->settings.removal_limit, limit);
}

void apply(const RunContext& context, RunExecution& execution, const plan::Plan& plan, const Usage& usage) {
  Run& run = execution.run();
  RunMonitor& monitor = execution.monitor();
  if (monitor.cancel_requested()) throw Cancelled();

  run.finished_at = context.host.clock().now();
  fill_report(run, plan);
  if (!plan.report.doubts.frozen.empty())
    keep_missing_since(run, context.store.last_applied_sync(run.company_id, run.id));
  if (usage.kept_failing && run.state == RunState::held) run.result.retry_after = retry_delay(1);
  execution.begin_writing();
  context.store.apply_plan(run, plan, execution.holder(), kLeaseLifetime,
                           apply_checkpoint(monitor, run.report));
}

void carry_out(const RunContext& context, RunExecution& execution, const Connection& connection,
               const SyncSettings& settings, const RunRequest& request) {
  Run& run = execution.run();
  const auto since = run.started_at - settings.removal_limit.within;
  CredentialsInUse credentials({context.host, context.store, context.google}, connection);
  const auto reader = credentials.open_directory();
  reader->on_retry([&](const google::RetryNews& news) { execution.monitor().note_retry(news); });
  const auto save_usage_and_token = [&] {
    set_usage(run.report, reader->usage());
    credentials.keep_replaced_token(*reader);
  };
  const auto interruption = cancel_by(execution.monitor());
  try {
    plan::PersonIds ids;
    plan::Refusals refusals;
    const plan::ExclusionRules exclusions(context.store.exclusions(run.company_id));
    for (const Exclusion& rule : exclusions.all()) run.settings_used->exclusions.push_back({rule, {}});
    const auto load_state = [&](const Interruption& interrupted) {
      return context.store.load_state(run.company_id, since, ids, interrupted);
    };
    StateReading state(load_state, interruption);
    FieldSources fields(context.store, connection, *reader, execution.monitor());
    run.settings_used->fields = fields.mapping();
    plan::DirectoryView view =
        read_directory(*reader, settings, exclusions, fields, state, ids, execution.monitor());
    run.settings_used->custom_attributes = fields.seen();
    plan::StoredState stored = state.take();
    view.customer_id = connection.customer_id;
    run.settings_used->names = names_of_selection(view, settings);
    run.settings_used->domains = view.domains;
    std::vector<RefusedRow> refused;
    repeat_until_applied({context.host, run, &execution}, [&](int attempt) {
      if (attempt > 1) {
        // People keep their numbers, so the directory that was read stays valid.
        leave_out(refused, ids, view.people);
        add_refusals(std::exchange(refused, {}), refusals);
        stored = {};
        stored = load_state(interruption);
      }
      execution.monitor().report(progress_of(RunStep::planning));
      const plan::PlanInput input{
          ids,      view,           stored,
          settings, run.started_at, request.approved,
          nullptr,  &refusals,      limit_was_raised(context.store, run, stored, settings.removal_limit)};
      auto classification = std::make_unique<plan::Classification>(classify_confirmed(
          input, *reader, {connection.account_id, connection.customer_id}, view, ids, execution.monitor()));
      save_usage_and_token();
      if (!view.units.empty())
        context.directories.put_count(run.company_id, count_people(view, *classification));
      plan::Plan plan = decide(context, run, input, *classification, interruption);
      classification.reset();
      if (run.kind == RunKind::preview) {
        keep_preview(context, execution, plan);
        return true;
      }
      report_approval(request, stored, plan);
      report_preview(context.store, request, run, context.host.clock().now(), stored, plan);
      refused = apply_or_find_refused(
          context, run, attempt, [&] { apply(context, execution, plan, reader->usage()); },
          [&] { return context.store.refused_rows(run, plan); });
      return refused.empty();
    });
  } catch (...) {
    set_usage(run.report, reader->usage());
    credentials.keep_replaced_token_after_error(*reader);
    throw;
  }
}

/// Records the end of every sync in the audit trail, scheduled or started by a person.
void record_end(const RunContext& context, const RunRequest& request, const Run& run) {
  const bool applied = run.state == RunState::done || run.state == RunState::held;
  const char* const event = applied                            ? "sync_finished"
                            : run.state == RunState::cancelled ? "sync_cancelled"
                                                               : "sync_failed";
  context.host.audit_trail().record(run.company_id, request.actor, event,
                                    applied ? summary(run.report) + "." : run.result.sentence);
}

}  // namespace

host_sdk::SyncOutcome synchronize(const RunContext& context, const host_sdk::Company& company,
                                  const RunRequest& request, host_sdk::TaskMonitor& monitor) {
  const bool previews = request.mode == host_sdk::SyncMode::preview;
  const RunKind kind = previews ? RunKind::preview : RunKind::sync;
  std::unique_ptr<RunExecution> execution;
  while (!execution) {
    if (auto joined = wait_for_other_run(context, company.id, monitor); joined && joined->kind == kind) {
      if (!request.approved.empty()) throw joined_without_approval();
      return outcome_of(context.store, *joined);
    }
    execution = RunExecution::begin(context, {company, request.actor, kind, request.trigger}, monitor);
  }
  Run& run = execution->run();
  std::int64_t connection_revision = 0;
  try {
    const RunBasis basis = open_run(context, *execution);
    connection_revision = basis.connection.revision;
    carry_out(context, *execution, basis.connection, basis.settings, request);
  } catch (const Failure& failure) {
    const Result result = execution->result_of(failure);
    if (!execution->opened()) return {result, {}};
    if (previews || execution->lease_lost()) {
      execution->close_failed(result);
      return {run.result, run.report};
    }
    execution->close_failed(
        follow_up_failure(context.host, context.store, run, {result, failure.loss(), connection_revision}));
    if (run.state == RunState::done || run.state == RunState::held)
      follow_up_success(context.host, context.store, run);
    record_end(context, request, run);
    return {run.result, run.report};
  } catch (...) {
    execution->close_after_unexpected_error();
    throw;
  }
  if (previews) return {run.result, run.report};
  follow_up_success(context.host, context.store, run);
  record_end(context, request, run);
  return {run.result, run.report};
}

}  // namespace gup
