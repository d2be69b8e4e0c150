#include "sync/person/synchronize_person.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "failure.hpp"
#include "model/clean_text.hpp"
#include "plan/make_plan.hpp"
#include "sync/access/credentials_in_use.hpp"
#include "sync/outcome/report.hpp"
#include "sync/outcome/run_followup.hpp"
#include "sync/person/person_answer.hpp"
#include "sync/person/person_reading.hpp"
#include "sync/reading/confirmation.hpp"
#include "sync/refused_rows.hpp"
#include "sync/requirements.hpp"
#include "sync/run/decide.hpp"
#include "sync/run/live_runs.hpp"
#include "sync/run/progress.hpp"
#include "sync/run/replanning.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {
namespace {

using host_sdk::PersonOutcome;
using host_sdk::Result;
using host_sdk::ResultCode;

constexpr const char* kUnknown =
    "Google has no user with this address, and no target user of this provider has it";
constexpr const char* kOutsider = "Not a user of this Google Workspace";

host_sdk::Explanation unknown_person(const std::string& email, UnknownPerson why) {
  host_sdk::Explanation explanation;
  explanation.email = email;
  explanation.asked_source = true;
  explanation.inclusion = host_sdk::Inclusion::excluded;
  explanation.obstacles = {why == UnknownPerson::forbidden ? kOutsider : kUnknown};
  explanation.next = "A sync would not add this person.";
  return explanation;
}

/// Completes the plan's held removals: this person's, and those of everyone else.
void keep_other_held_removals(const plan::StoredState& stored, const std::string& external_id,
                              plan::Plan& plan) {
  auto& held = plan.people.held;
  for (const plan::HeldRemoval& other : stored.held_removals) {
    const bool is_planned =
        std::ranges::find(held, other.external_id, &plan::HeldRemoval::external_id) != held.end();
    if (other.external_id != external_id && !is_planned) held.push_back(other);
  }
  std::ranges::sort(held, {}, &plan::HeldRemoval::external_id);
  plan.people.held_changed = plan::held_changed(stored, held);
}

/// With Google's id of the person who has this address here, or had it in the last 90 days.
WantedPerson wanted_person(PersonStore& store, const std::string& company_id, const std::string& email) {
  const auto person = store.find_person(company_id, {.email = email, .external_id = {}});
  return person ? WantedPerson{email, person->external_id, person->link.has_value()}
                : WantedPerson{email, ""};
}

struct PersonRun {
  const RunContext& context;
  Run& run;
  RunMonitor& monitor;
  /// Null if nothing is to be changed.
  RunExecution* execution;
};

struct PersonAttempt {
  int number;
  /// The rows that the database refused in earlier attempts; this one adds its own.
  std::vector<RefusedRow>& refused;
};

/// `external_id` is empty if the address is unknown. `all`: the company's stored state. Returns the rows that
/// the database refuses, as `apply_or_find_refused`.
std::vector<RefusedRow> apply_for_person(const PersonRun& person, google::DirectoryReader& reader,
                                         const std::string& email, const plan::StoredState& all,
                                         const std::string& external_id, plan::Plan plan, int attempt) {
  const RunContext& context = person.context;
  Run& run = person.run;
  if (person.monitor.cancel_requested()) throw Cancelled();
  run.finished_at = context.host.clock().now();
  set_usage(run.report, reader.usage());
  fill_report(run, plan);
  run.result.sentence = "Sync of " + printable(email) + ": " + run.result.sentence;
  keep_other_held_removals(all, external_id, plan);
  person.execution->begin_writing();
  return apply_or_find_refused(
      context, run, attempt,
      [&] {
        context.store.apply_plan(run, plan, person.execution->holder(), kLeaseLifetime,
                                 apply_checkpoint(person.monitor, run.report));
      },
      [&] { return context.store.refused_rows(run, plan); });
}

std::optional<TargetUserRow> row_of_person(PlanStore& store, const std::string& company_id,
                                           const PersonReading& reading, const plan::Plan& plan) {
  if (const plan::StoredLink* link = reading.one.stored.links.find(reading.number)) {
    plan::RowQuery query;
    query.user_ids = {link->user_id};
    const plan::TargetUserRows rows = store.look_up(company_id, query, {});
    if (const TargetUserRow* row = rows.with_id(link->user_id)) return *row;
  }
  const auto change = change_of(plan);
  return change ? change->before : std::nullopt;
}

/// Reads, plans, and applies the plan in a run. Throws `StateMoved` if it must be retried. Returns nothing if
/// it must be retried without newly refused rows, which it adds to the refused ones.
std::optional<host_sdk::Explanation> plan_for_person(const PersonRun& person, google::DirectoryReader& reader,
                                                     const Connection& connection,
                                                     const SyncSettings& settings, const std::string& email,
                                                     const PersonAttempt& attempt) {
  const ConnectedAccount account{connection.account_id, connection.customer_id};
  const RunContext& context = person.context;
  Run& run = person.run;
  RunMonitor& monitor = person.monitor;
  const auto interruption = cancel_by(monitor);
  plan::PersonIds ids;
  const plan::StoredState all = context.store.load_state(
      run.company_id, run.started_at - settings.removal_limit.within, ids, interruption);
  FieldSources fields(context.store, connection, reader, monitor);
  auto found =
      read_one_person(reader, settings, plan::ExclusionRules(context.store.exclusions(run.company_id)),
                      fields, all, ids, wanted_person(context.store, run.company_id, email), monitor);
  PersonReading* const reading = std::get_if<PersonReading>(&found);
  const bool is_present = reading != nullptr && reading->result == LookupResult::present;
  const bool is_our_customer = is_present || check_customer(reader, account, monitor);
  if (reading == nullptr) {
    const auto why = std::get<UnknownPerson>(found);
    // Without its role, the account gets the same answer about everyone.
    if (why == UnknownPerson::forbidden && !is_our_customer) throw no_answer_about(email);
    if (person.execution != nullptr) {
      plan::Plan nothing;
      nothing.report.counts.managed_before = nothing.report.counts.managed_after =
          plan::count_active(all.links);
      (void)apply_for_person(person, reader, email, all, "", std::move(nothing), attempt.number);
    }
    return unknown_person(email, why);
  }
  monitor.report(progress_of(RunStep::planning));
  reading->view.customer_id = account.customer_id;
  leave_out(attempt.refused, ids, reading->view.people);
  plan::Refusals refusals;
  add_refusals(attempt.refused, refusals);
  const plan::OnePersonState& one = reading->one;
  const plan::PlanInput input{
      ids, reading->view, one.stored, settings, run.started_at, {/*approved*/}, &one.others, &refusals};
  const auto classification = classify_confirmed(input, reader, account, reading->view, ids, monitor);
  plan::Plan plan = decide(context, run, input, classification, interruption);
  plan.report.counts.managed_after += one.others.managed;
  const auto row = row_of_person(context.store, run.company_id, *reading, plan);
  auto explanation = explain_plan({*reading, input, classification, plan, row ? &*row : nullptr},
                                  person.execution != nullptr);
  if (person.execution == nullptr) return explanation;
  const auto refused = apply_for_person(person, reader, explanation.email.empty() ? email : explanation.email,
                                        all, reading->external_id, std::move(plan), attempt.number);
  if (refused.empty()) return explanation;
  attempt.refused.insert(attempt.refused.end(), refused.begin(), refused.end());
  return std::nullopt;
}

host_sdk::Explanation carry_out_for_person(const PersonRun& person, const Connection& connection,
                                           const SyncSettings& settings, const std::string& email) {
  const RunContext& context = person.context;
  Run& run = person.run;
  CredentialsInUse credentials({context.host, context.store, context.google}, connection);
  const auto reader = credentials.open_directory();
  try {
    std::optional<host_sdk::Explanation> explanation;
    std::vector<RefusedRow> refused;
    repeat_until_applied({context.host, run, person.execution}, [&](int attempt) {
      explanation = plan_for_person(person, *reader, connection, settings, email, {attempt, refused});
      return explanation.has_value();
    });
    set_usage(run.report, reader->usage());
    credentials.keep_replaced_token(*reader);
    return *std::move(explanation);
  } catch (...) {
    set_usage(run.report, reader->usage());
    credentials.keep_replaced_token_after_error(*reader);
    throw;
  }
}

PersonOutcome ask_about_person(const RunContext& context, const host_sdk::Company& company,
                               const std::string& email, host_sdk::TaskMonitor& monitor) {
  const auto connection = connection_for_sync(context.store, company.id);
  const auto saved = settings_for_sync(context.store, company.id, context.deployment);
  RunMonitor cancellable(monitor);
  // Not stored: like a preview, it reserves no ids.
  Run run;
  run.company_id = company.id;
  run.kind = RunKind::preview;
  run.started_at = context.host.clock().now();
  return {Result::ok(),
          carry_out_for_person({context, run, cancellable, nullptr}, connection, saved.settings, email)};
}

}  // namespace

PersonOutcome synchronize_person(const RunContext& context, const host_sdk::Company& company,
                                 const RunRequest& request, const std::string& email,
                                 host_sdk::TaskMonitor& monitor) {
  if (request.mode == host_sdk::SyncMode::preview) return ask_about_person(context, company, email, monitor);
  const auto execution =
      begin_when_free(context, {company, request.actor, RunKind::person, request.trigger}, monitor);
  Run& run = execution->run();
  std::int64_t connection_revision = 0;
  PersonOutcome outcome;
  try {
    const RunBasis basis = open_run(context, *execution);
    connection_revision = basis.connection.revision;
    outcome.explanation = carry_out_for_person({context, run, execution->monitor(), execution.get()},
                                               basis.connection, basis.settings, email);
  } catch (const Failure& failure) {
    Result result = execution->result_of(failure);
    if (!execution->opened()) return {result, {}};
    if (result.code == ResultCode::access_lost)
      result =
          follow_up_failure(context.host, context.store, run, {result, failure.loss(), connection_revision});
    execution->close_failed(result);
    return {run.result, {}};
  } catch (...) {
    execution->close_after_unexpected_error();
    throw;
  }
  outcome.result = run.result;
  context.host.logger().info(
      company.id,
      host_sdk::LogLine("person_run_finished").with("run", run.id).with("summary", summary(run.report)));
  return outcome;
}

}  // namespace gup
