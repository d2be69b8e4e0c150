#include "hooks/actions/connecting/connect_job.hpp"

#include <algorithm>
#include <utility>

#include "failure.hpp"
#include "google/sign_in/delegation.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/answers.hpp"
#include "hooks/actions/connecting/new_connection.hpp"
#include "hooks/exception_boundary.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "host_sdk/language.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using google::DelegatedAccess;
using google::DelegationProblem;
using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::tr;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

/// Ends every test of a key; much longer than a slow response of Google.
constexpr std::chrono::minutes kTestTimeout{2};
constexpr const char* kWholeForm = "";

const char* field_of(DelegationProblem problem) {
  switch (problem) {
    case DelegationProblem::key:
      return kServiceAccountKeyField;
    case DelegationProblem::administrator:
      return kAdminEmailField;
    case DelegationProblem::delegation:
    case DelegationProblem::clock:
      break;
  }
  return kWholeForm;
}

/// Shown at the field, and recorded in the audit trail.
ActionAnswer invalid(const HookContext& context, const Connector& by, const char* field,
                     const std::string& sentence) {
  context.host.audit_trail().record(by.company.id, by.actor, "connect_refused", sentence);
  ActionAnswer answer;
  answer.outcome = Outcome::invalid;
  answer.errors[field] = {tr(kNothingChangedText, {{"reason", sentence}})};
  return answer;
}

ActionAnswer test_and_save(const HookContext& context, const Connector& by,
                           const std::optional<Connection>& before, const DelegatedAccess& access,
                           host_sdk::TaskMonitor& monitor) {
  const google::Administrator administrator = context.google.probe(access, monitor);
  if (const std::string problem = customer_problem(before, administrator); !problem.empty())
    return invalid(context, by, kAdminEmailField, problem);
  Connection connection = make_connection(by, before, administrator, context.host.clock().now());
  connection.kind = ConnectionKind::service_account;
  connection.service_account = access.key.client_email;
  connection.service_account_id = access.key.client_id;
  connection.scopes = {google::kUserScope, google::kGroupScope, google::kUnitScope};
  const bool had_schemas = before && before->kind == ConnectionKind::service_account &&
                           before->service_account_id == access.key.client_id;
  if (had_schemas && google::grants_schemas(before->scopes))
    connection.scopes.emplace_back(google::kSchemaScope);
  if (auto answer = keep_connection(context, by, before, connection, access)) return *std::move(answer);
  const std::string reason = changed_meanwhile(context, by.company.id);
  context.host.audit_trail().record(by.company.id, by.actor, "connect_refused", reason);
  return refused(Refusal::not_possible, reason);
}

ActionAnswer answer_for(const HookContext& context, const Connector& by,
                        const std::optional<Connection>& before, const DelegatedAccess& access,
                        host_sdk::TaskMonitor& monitor) {
  try {
    return test_and_save(context, by, before, access, monitor);
  } catch (const google::DelegationRefused& refusal) {
    return invalid(context, by, field_of(refusal.problem()), refusal.what());
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again, kNoAnswerText);
  } catch (const Failure& failure) {
    // The service account may act for this administrator, who may not read the directory.
    if (failure.code() != ResultCode::access_lost) throw;
    return invalid(context, by, kAdminEmailField, failure.what());
  }
}

/// The job answers in English.
ActionAnswer in_current_language(ActionAnswer answer) {
  if (answer.toast) answer.toast->text = stored_text(answer.toast->text);
  for (auto& [field, sentences] : answer.errors)
    for (std::string& sentence : sentences) sentence = stored_text(sentence);
  return answer;
}

/// The end of the job, for a command line that waits for it.
Result result_of(const ActionAnswer& answer) {
  if (answer.outcome == Outcome::render) return {ResultCode::ok, answer.toast->text, {}};
  if (answer.outcome == Outcome::invalid)
    return Result::failed(ResultCode::administrator_action, answer.errors.begin()->second.front());
  return Result::failed(ResultCode::refused, answer.toast->text);
}

}  // namespace

std::shared_ptr<ConnectJob::Attempt> ConnectJob::add_attempt(const std::string& company_id,
                                                             DelegatedAccess access,
                                                             std::optional<Connection> before) {
  const bool runs = job_runs(context_, company_id, kConnectJob);
  const std::lock_guard lock(mutex_);
  auto& latest = attempts_[company_id];
  // An attempt without a job was left behind by a job that had just ended.
  if (latest && (latest->begun || runs)) return nullptr;
  latest = std::make_shared<Attempt>();
  latest->access = std::move(access);
  latest->before = std::move(before);
  answered_.erase(company_id);
  return latest;
}

ActionAnswer ConnectJob::connect(const ActionRequest& request, DelegatedAccess access,
                                 std::optional<Connection> before) {
  const std::string& company_id = request.company.id;
  const auto attempt = add_attempt(company_id, std::move(access), std::move(before));
  if (!attempt)
    return refused(Refusal::busy,
                   tr("A service account is already being tested for this company. Wait for the result."));
  const bool has_ended = run_attempt(request, *attempt);
  const std::lock_guard lock(mutex_);
  if (!has_ended && !attempt->ended) {
    attempt->awaited = false;
    ActionAnswer answer = rendered(Tone::info,
                                   tr("Google has not responded yet. The test of the key continues. If it "
                                      "fails, the dashboard shows the reason."),
                                   "progress");
    answer.started_job = kConnectJob;
    return answer;
  }
  if (!attempt->answer) throw Failure(attempt->result);
  return in_current_language(*attempt->answer);
}

bool ConnectJob::run_attempt(const ActionRequest& request, const Attempt& attempt) {
  constexpr std::chrono::milliseconds kLookAgain{100};
  const auto deadline = std::chrono::steady_clock::now() + timeout_;
  std::unique_lock lock(mutex_);
  do {
    const bool begun = attempt.begun;
    lock.unlock();
    if (!begun && !job_runs(context_, request.company.id, kConnectJob)) {
      const Result started = context_.host.jobs().start(request.company, request.actor, kConnectJob, *this);
      if (!started.done()) {
        lock.lock();
        attempts_.erase(request.company.id);
        throw Failure(started);
      }
    }
    lock.lock();
    ended_.wait_until(lock,
                      begun ? deadline : std::min(deadline, std::chrono::steady_clock::now() + kLookAgain),
                      [&] { return attempt.ended; });
  } while (!attempt.ended && std::chrono::steady_clock::now() < deadline);
  return attempt.ended;
}

bool ConnectJob::has_answered(const std::string& company_id) {
  const std::lock_guard lock(mutex_);
  return answered_.contains(company_id);
}

Result ConnectJob::run(const host_sdk::Company& company, const host_sdk::Actor& actor,
                       host_sdk::TaskMonitor& monitor) {
  // The result is stored; `connect` translates the answer for the person who waits for it.
  const host_sdk::LanguageScope english(host_sdk::kEnglish);
  std::shared_ptr<Attempt> attempt;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = attempts_.find(company.id); found != attempts_.end()) attempt = found->second;
    if (attempt) attempt->begun = true;
  }
  if (!attempt) return Result::failed(ResultCode::refused, "There is no key to test. Enter it again.");
  host_sdk::Progress progress;
  progress.activity = "testing the service account";
  monitor.report(progress);
  std::optional<ActionAnswer> answer;
  const Result result = exception_boundary(context_.host.logger(), company.id, "connect_job", [&] {
    host_sdk::DeadlineMonitor limited(context_.host.clock(), kTestTimeout, monitor);
    answer = answer_for(context_, {company, actor}, attempt->before, attempt->access, limited);
    return result_of(*answer);
  });
  end_attempt(company, attempt, result, std::move(answer));
  return result;
}

void ConnectJob::end_attempt(const host_sdk::Company& company, const std::shared_ptr<Attempt>& attempt,
                             Result result, std::optional<ActionAnswer> answer) {
  bool show_on_page = false;
  {
    const std::lock_guard lock(mutex_);
    show_on_page = !attempt->awaited && !result.done();
    attempt->result = result;
    attempt->answer = std::move(answer);
    attempt->ended = true;
    attempts_.erase(company.id);
    answered_.insert(company.id);
  }
  ended_.notify_all();
  if (show_on_page) {
    remember_problem(context_, company.id, attempt->before, ConnectionProblem::google_refused,
                     result.sentence);
    context_.host.notices().show(
        company.id, {kConnectNotice, Tone::danger, "The service account was not connected", result.sentence,
                     host_sdk::NoticeMail::none, kPageSlug});
  }
  context_.host.page_events().page_changed(company.id, kPageSlug);
}

}  // namespace gup
