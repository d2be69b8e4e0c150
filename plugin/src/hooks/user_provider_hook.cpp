#include "hooks/user_provider_hook.hpp"

#include <limits>

#include "failure.hpp"
#include "hooks/actions/exclusions/exclusion_actions.hpp"
#include "hooks/exception_boundary.hpp"
#include "hooks/explain/stored_explanation.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/runs/jobs.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "host_sdk/language.hpp"
#include "plan/plan.hpp"

namespace gup {

using host_sdk::Actor;
using host_sdk::Company;
using host_sdk::PersonRequest;
using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::SyncMode;
using host_sdk::SyncOutcome;
using host_sdk::TaskMonitor;

namespace {

std::vector<host_sdk::SyncChange> changes_of(HistoryStore& store, std::int64_t run_id) {
  std::vector<host_sdk::SyncChange> changes;
  for (const auto& change : store.run_changes(run_id, {}, 0, std::numeric_limits<int>::max()))
    changes.push_back({change.email, change_name(change.kind), reason_text(change)});
  return changes;
}

void require_address(const std::string& email) {
  if (!can_be_address(email))
    throw Failure(ResultCode::refused,
                  host_sdk::tr("This is not an email address. Enter one of 1 to 320 characters."));
}

}  // namespace

std::string UserProviderHook::provider_id() const {
  return plan::kProvider;
}

std::string UserProviderHook::display_name() const {
  return "Google Workspace";
}

SyncOutcome UserProviderHook::synchronize(const Company& company, const Actor& actor, TaskMonitor& monitor,
                                          SyncMode mode) {
  SyncOutcome outcome;
  outcome.result = exception_boundary(context_.host.logger(), company.id, "synchronize", [&] {
    record_start(company.id, actor, mode);
    outcome = context_.runs.synchronize(company, {actor, RunTrigger::command_line, {}, mode}, monitor);
    if (mode == SyncMode::preview && outcome.result.done())
      outcome.report.changes = changes_of(context_.store, outcome.report.run_id);
    return outcome.result;
  });
  return outcome;
}

void UserProviderHook::record_start(const std::string& company_id, const Actor& actor, SyncMode mode) {
  const bool previews = mode == SyncMode::preview;
  const bool joins = context_.runs.live_run(company_id).has_value();
  context_.host.audit_trail().record(company_id, actor,
                                     previews ? "preview_started"
                                     : joins  ? "sync_joined"
                                              : "sync_started",
                                     previews ? "Started a preview."
                                     : joins  ? "Joined the running sync."
                                              : "Started a sync.");
}

Result UserProviderHook::remove_all(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "remove_all",
                            [&] { return unlink(company, actor, UnlinkedRows::deleted, monitor); });
}

Result UserProviderHook::release_all(const std::string& provider_id, const Company& company,
                                     const Actor& actor, TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "release_all", [&] {
    if (provider_id != this->provider_id())
      throw Failure(ResultCode::refused, "This plugin has no provider with this id.");
    return unlink(company, actor, UnlinkedRows::kept, monitor);
  });
}

Result UserProviderHook::unlink(const Company& company, const Actor& actor, UnlinkedRows rows,
                                TaskMonitor& monitor) {
  context_.host.audit_trail().record(
      company.id, actor, "unlink_started",
      rows == UnlinkedRows::kept ? "Started to unlink. Users are kept." : "Started to unlink.");
  const Result result = context_.runs.unlink(company, actor, RunTrigger::command_line, rows, monitor);
  if (result.done()) want_daily_sync(context_, company.id, false);
  return result;
}

Result UserProviderHook::explain(const PersonRequest& request, host_sdk::Explanation& explanation) {
  const host_sdk::LanguageScope language(request.language);
  return exception_boundary(context_.host.logger(), request.company.id, "explain", [&] {
    require_address(request.email);
    explanation = explain_stored(context_, request.company.id, request.email);
    return Result::ok();
  });
}

host_sdk::PersonOutcome UserProviderHook::synchronize_person(const PersonRequest& request,
                                                             TaskMonitor& monitor, SyncMode mode) {
  const host_sdk::LanguageScope language(request.language);
  host_sdk::PersonOutcome outcome;
  outcome.result = exception_boundary(context_.host.logger(), request.company.id, "synchronize_person", [&] {
    require_address(request.email);
    outcome = sync_person(context_, request.company, {request.actor, trigger_of(request.actor), {}, mode},
                          request.email, monitor);
    return outcome.result;
  });
  return outcome;
}

Result UserProviderHook::exclude_person(const PersonRequest& request) {
  const host_sdk::LanguageScope language(request.language);
  return exception_boundary(context_.host.logger(), request.company.id, "exclude_person", [&] {
    require_address(request.email);
    host_sdk::page::ActionRequest action;
    action.company = request.company;
    action.actor = request.actor;
    action.language = request.language;
    action.values["value"] = request.email;
    const auto answer = gup::exclude_person(context_, action);
    const std::string sentence = answer.toast ? answer.toast->text : std::string();
    return answer.outcome == host_sdk::page::Outcome::render ? Result{ResultCode::ok, sentence, {}}
                                                             : Result::failed(ResultCode::refused, sentence);
  });
}

}  // namespace gup
