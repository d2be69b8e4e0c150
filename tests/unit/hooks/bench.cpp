#include "bench.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/languages.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/page_rules/limits.hpp"
#include "sync/names.hpp"

namespace gup::testing {

using host_sdk::Result;
using host_sdk::page::ActionAnswer;
using host_sdk::page::ActionRequest;

namespace {

constexpr const char* kState = "state-of-256-bits";
constexpr const char* kCallback = "http://127.0.0.1:8080/plugins/google-user-provisioning/callback/return";
constexpr std::chrono::seconds kLease{30};

}  // namespace

host_sdk::SyncOutcome FakeRuns::synchronize(const host_sdk::Company&, const RunRequest& request,
                                            host_sdk::TaskMonitor&) {
  if (throws_unexpectedly) throw std::out_of_range("vector::_M_range_check");
  syncs.push_back({request.actor, request.trigger, request.approved, request.mode});
  return outcome;
}

host_sdk::PersonOutcome FakeRuns::synchronize_person(const host_sdk::Company&, const RunRequest& request,
                                                     const std::string& email, host_sdk::TaskMonitor&) {
  person_syncs.push_back({request.actor, request.trigger, {email}, request.mode});
  person_language = host_sdk::current_language();
  return person_outcome;
}

Result FakeRuns::dismiss_removals(const host_sdk::Company&, const RunRequest& request,
                                  const std::set<std::string>& external_ids, host_sdk::TaskMonitor&) {
  dismissals.push_back({request.actor, request.trigger, external_ids});
  return {};
}

Result FakeRuns::undo_run(const host_sdk::Company&, const RunRequest& request, std::int64_t run_id,
                          host_sdk::TaskMonitor&) {
  undos.push_back({request.actor, request.trigger, {std::to_string(run_id)}});
  return {};
}

Result FakeRuns::unlink(const host_sdk::Company&, const host_sdk::Actor& actor, RunTrigger trigger,
                        UnlinkedRows rows, host_sdk::TaskMonitor&) {
  unlinks.push_back({actor, trigger});
  unlinked_rows = rows;
  return unlink_result;
}

std::optional<Run> FakeRuns::live_run(const std::string&) {
  return live;
}

bool FakeRuns::request_stop(const std::string&) {
  if (!live) return false;
  ++stops;
  return true;
}

Bench::Bench() {
  add_languages();
}

void Bench::connect(ConnectionState state) {
  Connection connection;
  connection.company_id = company.id;
  connection.state = state;
  connection.customer_id = "C01";
  connection.account_id = "1001";
  connection.admin_email = "dana@acme.com";
  connection.domain = "acme.com";
  connection.scopes = {google::kUserScope, google::kGroupScope, google::kUnitScope};
  connection.connected_by = "Dana Reyes";
  connection.connected_at = host.clock().now();
  if (state == ConnectionState::reconnect_needed) {
    connection.problem = ConnectionProblem::access_revoked;
    connection.problem_text = "The access to Google was taken back. (invalid_grant)";
    connection.problem_since = host.clock().now();
  }
  put_connection(store, connection);
  const std::string name = store.load_connection(company.id)->secret_name;
  throw_unless_done(host.secrets().put(company.id, name, "refresh-token-of-dana"));
}

void Bench::set_up(const SyncSettings& settings) {
  SavedSettings saved;
  saved.settings = settings;
  saved.saved_by = "Dana Reyes";
  saved.saved_at = host.clock().now();
  if (!store.save_settings(company.id, saved, 0)) throw std::logic_error("there are settings already");
  keep_daily_sync_on();
}

void Bench::keep_daily_sync_on() {
  want_daily_sync(context, company.id, true);
  throw_unless_done(
      host.schedule().resume(kDailySyncTask, company.id, host.clock().now() + std::chrono::hours{24}));
}

std::int64_t Bench::add_run(RunState state, const host_sdk::SyncReport& report, const plan::Plan& plan,
                            Result end, RunKind kind, const std::optional<SettingsUsed>& settings_used) {
  Run run;
  run.settings_used = settings_used;
  run.company_id = company.id;
  run.kind = kind;
  run.started_by = "Schedule";
  run.started_at = host.clock().now();
  if (const auto saved = store.load_settings(company.id)) run.settings_revision = saved->revision;
  run.id = store.start_run(run);
  host.clock().advance(std::chrono::minutes{1});
  run.state = state;
  run.report = report;
  run.report.run_id = run.id;
  run.finished_at = host.clock().now();
  run.managed_before = plan.report.counts.managed_before;
  run.unclear = plan.report.doubts.unconfirmed_people;
  run.result = std::move(end);
  if (state == RunState::done || state == RunState::held) {
    const std::string holder = "bench";
    store.acquire_lease(company.id, holder, run.id, host.clock().now(), kLease);
    if (kind == RunKind::unlink) {
      (void)store.unlink(run, UnlinkedRows::deleted, holder, kLease, [](std::int64_t, std::int64_t) {}, {});
    } else {
      store.apply_plan(run, plan, holder, kLease, [](std::int64_t, std::int64_t) {});
    }
    store.release_lease(company.id, holder);
  } else {
    if (!store.finish_run(run)) throw std::logic_error("the run has ended already");
  }
  return run.id;
}

std::int64_t Bench::add_failure(const std::string& sentence) {
  return add_run(RunState::failed, {}, {}, Result::again(sentence));
}

std::int64_t Bench::add_preview(const host_sdk::SyncReport& report,
                                const std::vector<plan::PersonChange>& changes, std::int64_t managed_before) {
  Run run;
  run.company_id = company.id;
  run.kind = RunKind::preview;
  run.started_by = "Dana Reyes";
  run.started_at = host.clock().now();
  run.settings_revision = store.load_settings(company.id)->revision;
  run.id = store.start_run(run);
  run.state = RunState::done;
  run.report = report;
  run.managed_before = managed_before;
  run.finished_at = host.clock().now();
  store.finish_preview(run, changes);
  return run.id;
}

std::int64_t Bench::add_live_run(RunKind kind) {
  Run run;
  run.company_id = company.id;
  run.kind = kind;
  run.started_by = "Dana Reyes";
  run.started_at = host.clock().now();
  run.progress.step = 3;
  run.progress.steps = 3;
  run.progress.activity = "applying changes";
  run.progress.done = 148;
  run.progress.total = 888;
  run.progress.unit = "rows";
  run.progress.counts = {{"added", 371}};
  run.id = store.start_run(run);
  runs.live = run;
  return run.id;
}

host_sdk::page::Page Bench::page(const std::map<std::string, std::string>& cursors,
                                 const host_sdk::page::Parameters& parameters) {
  return sub_page("", parameters, cursors, true);
}

host_sdk::page::Page Bench::sub_page(const std::string& path, const host_sdk::page::Parameters& parameters,
                                     const std::map<std::string, std::string>& cursors, bool whole) {
  host_sdk::page::Page drawn;
  result = hook.page({company, dana, cursors, 0, parameters, path, whole, language}, drawn);
  using namespace host_sdk::page;
  EXPECT_THAT(validate(drawn, {}, whole ? kWholePage : kShownPage), ::testing::IsEmpty()) << "/" << path;
  return drawn;
}

ActionRequest Bench::request(const std::string& action, const host_sdk::page::Values& values) const {
  return {company, dana, action, std::nullopt, values, "", {kCallback, kState}, {}, {}, language};
}

ActionAnswer Bench::act(const std::string& action, const host_sdk::page::Values& values) {
  return act(request(action, values));
}

ActionAnswer Bench::act(const ActionRequest& request) {
  ActionAnswer answer;
  // This action waits for the job that it starts, which another thread therefore runs.
  std::atomic<bool> answered{request.action != kConnectServiceAccount};
  std::thread worker([&] {
    while (!answered && host.jobs().queued() == 0) std::this_thread::yield();
    if (request.action == kConnectServiceAccount) host.jobs().run_all();
  });
  result = hook.act(request, answer);
  answered = true;
  worker.join();
  return answer;
}

void Bench::unlink() {
  const std::string secret_name = store.load_connection(company.id)->secret_name;
  Run run;
  run.company_id = company.id;
  run.kind = RunKind::unlink;
  run.state = RunState::done;
  run.started_at = host.clock().now();
  run.finished_at = run.started_at;
  run.id = store.start_run(run);
  const std::string holder = "other process";
  store.acquire_lease(company.id, holder, run.id, host.clock().now(), kLease);
  (void)store.unlink(run, UnlinkedRows::deleted, holder, kLease, [](std::int64_t, std::int64_t) {}, {});
  store.release_lease(company.id, holder);
  throw_unless_done(host.secrets().erase(company.id, secret_name));
  want_daily_sync(context, company.id, false);
  throw_unless_done(host.schedule().pause(kDailySyncTask, company.id));
}

ActionAnswer Bench::come_back(const std::map<std::string, std::string>& params) {
  host_sdk::page::CallbackRequest returned{company, dana, "return", params, kCallback, language};
  returned.params["state"] = kState;
  ActionAnswer answer;
  result = hook.callback(returned, answer);
  return answer;
}

std::optional<std::string> Bench::secret(const std::string& name) {
  std::optional<std::string> value;
  throw_unless_done(host.secrets().get(company.id, name, value));
  return value;
}

std::optional<std::string> Bench::credentials() {
  const auto connection = store.load_connection(company.id);
  return connection && !connection->secret_name.empty() ? secret(connection->secret_name) : std::nullopt;
}

std::string Bench::audit_detail(const std::string& action) {
  std::string detail;
  for (const auto& entry : host.audit_trail().entries())
    if (entry.action == action) detail = entry.detail;
  return detail;
}

bool Bench::audited(const std::string& action) {
  const auto actions = host.audit_trail().actions(company.id);
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

bool Bench::daily_sync_is_on() {
  return host.schedule().next(kDailySyncTask, company.id).has_value();
}

}  // namespace gup::testing
