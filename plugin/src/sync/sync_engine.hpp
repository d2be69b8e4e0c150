// Runs: one execution of a sync or an unlink, from the lease to the report.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/services/host_services.hpp"
#include "plan/make_plan.hpp"
#include "sync/names.hpp"
#include "sync/reading/directory_cache.hpp"
#include "sync/run/heartbeat.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// The active runs of this process (active_runs.hpp).
class ActiveRuns;
/// One run from its lease to its end (run_execution.hpp).
class RunExecution;
class RunMonitor;
/// What Google says about one person (person/person_reading.hpp).
struct ConnectedAccount;
struct PersonReading;

/// Thread-safe; one object for the plugin's lifetime. The end of a run is a result; a call that cannot start
/// a run throws `Failure`.
class SyncEngine {
 public:
  /// `deployment`: the settings that only the operator can change. Everything else is borrowed for the
  /// engine's lifetime.
  SyncEngine(host_sdk::HostServices& host, Store& store, google::GoogleService& google, DirectoryCache& cache,
             SyncSettings deployment,
             std::unique_ptr<Heartbeat> heartbeat = std::make_unique<ThreadHeartbeat>());
  ~SyncEngine();
  SyncEngine(const SyncEngine&) = delete;
  SyncEngine& operator=(const SyncEngine&) = delete;

  /// Runs a sync or a preview, or waits for the active one of the same kind, in any process. Errors:
  /// `Failure` (`refused`) if `request` approves removals and another sync was active, which ran without
  /// them.
  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const RunRequest& request,
                                    host_sdk::TaskMonitor& monitor);

  /// Asks Google about one person, and unless `request` is for a preview, applies what a sync would change of
  /// this person, under the same lease and rules. No other row, membership or target group changes. Waits for
  /// an active run first; a question alone does not wait, and leaves no record. See
  /// `host_sdk::UserProvider::synchronize_person`; the explanation has no history and no target groups.
  host_sdk::PersonOutcome synchronize_person(const host_sdk::Company& company, const RunRequest& request,
                                             const std::string& email, host_sdk::TaskMonitor& monitor);

  /// Keeps the people of these held removals until Google shows them again or the removal is approved later.
  /// Waits for an active run first. Ids that are not held count for nothing; if none is held, the result is
  /// `refused`.
  host_sdk::Result dismiss_removals(const host_sdk::Company& company, const RunRequest& request,
                                    const std::set<std::string>& external_ids,
                                    host_sdk::TaskMonitor& monitor);

  /// Restores what a run changed, as far as the rows still are as it left them, and pauses the daily sync.
  /// Waits for an active run first. `refused` if the run cannot be undone (sync/undo/undo_rules.hpp).
  host_sdk::Result undo_run(const host_sdk::Company& company, const RunRequest& request, std::int64_t run_id,
                            host_sdk::TaskMonitor& monitor);

  /// Stops an active sync, then removes the integration with its users and groups. Can be repeated after an
  /// interruption.
  host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor, RunTrigger trigger,
                          host_sdk::TaskMonitor& monitor);

  /// The company's active run, in any process, with its latest progress.
  std::optional<Run> live_run(const std::string& company_id);

  /// Asks the company's active run to stop, in any process; false if there is none.
  bool request_stop(const std::string& company_id);

 private:
  /// Waits for the end of a run that another caller executes; nullopt if there is none.
  std::optional<Run> join(const std::string& company_id, host_sdk::TaskMonitor& monitor);
  /// Reads, plans and applies. Throws on failure.
  void carry_out(RunExecution& execution, const Connection& connection, const SyncSettings& settings,
                 const RunRequest& request);
  /// The plan borrows `input`.
  [[nodiscard]] plan::Plan decide(const Run& run, const plan::PlanInput& input,
                                  const plan::Classification& classification,
                                  const Interruption& interruption);
  void apply(RunExecution& execution, const plan::Plan& plan);
  /// Calls `apply`, which applies the plan; if the database refuses single rows, nothing is changed, and they
  /// are returned. `attempt`: the number of the run's plan, from 1.
  [[nodiscard]] std::vector<RefusedRow> apply_or_find_refused(const Run& run, const plan::Plan& plan,
                                                              int attempt,
                                                              const std::function<void()>& apply);
  /// Ends a preview.
  void keep_preview(RunExecution& execution, const plan::Plan& plan);

  // One person
  struct PersonRun {
    Run& run;
    RunMonitor& monitor;
    /// Null for a question that changes nothing.
    RunExecution* execution;
  };
  host_sdk::PersonOutcome ask_about_person(const host_sdk::Company& company, const std::string& email,
                                           host_sdk::TaskMonitor& monitor);
  host_sdk::Explanation carry_out_for_person(const PersonRun& person, const Connection& connection,
                                             const SyncSettings& settings, const std::string& email);
  struct PersonAttempt {
    int number;
    /// The rows that the database refused in earlier attempts; this one adds its own.
    std::vector<RefusedRow>& refused;
  };
  /// Reads and plans, and applies the plan in a run. Throws `StateMoved` if that has to be repeated; nothing
  /// if it has to be repeated without more rows, which it adds to the refused ones.
  std::optional<host_sdk::Explanation> plan_for_person(const PersonRun& person,
                                                       google::DirectoryReader& reader,
                                                       const ConnectedAccount& account,
                                                       const SyncSettings& settings, const std::string& email,
                                                       const PersonAttempt& attempt);
  std::optional<TargetUserRow> row_of_person(const std::string& company_id, const PersonReading& reading,
                                             const plan::Plan& plan);
  /// `external_id` is empty if the address is unknown. `all`: the company's stored state.
  /// Returns the rows that the database refuses, as `apply_or_find_refused`.
  [[nodiscard]] std::vector<RefusedRow> apply_for_person(
      const PersonRun& person, google::DirectoryReader& reader, const std::string& email,
      const plan::StoredState& all, const std::string& external_id, plan::Plan plan, int attempt);

  void carry_out_dismissal(RunExecution& execution, const std::set<std::string>& external_ids);
  void carry_out_undo(RunExecution& execution, const Run& undone);
  host_sdk::Result carry_out_unlink(RunExecution& execution, const host_sdk::Actor& actor);
  host_sdk::Result end_unlink(RunExecution& execution, host_sdk::Result result);

  host_sdk::HostServices& host_;
  Store& store_;
  google::GoogleService& google_;
  DirectoryCache& cache_;
  const SyncSettings deployment_;
  const std::unique_ptr<Heartbeat> heartbeat_;
  const std::unique_ptr<ActiveRuns> active_;
};

}  // namespace gup
