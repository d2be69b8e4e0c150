// Runs: one execution of a sync or an unlink, from the lease to the report.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

namespace gup {

/// The runs that are under way in this process (active_runs.hpp).
class ActiveRuns;
/// One run from its lease to its end (run_execution.hpp).
class RunExecution;

/// Thread-safe; one object for the plugin's life. How a run ended is a result; a call that could not even
/// begin one throws `Failure`.
class SyncEngine {
 public:
  /// `deployment`: the deployment's settings of a sync; all else is borrowed for the engine's life.
  SyncEngine(host_sdk::HostServices& host, Store& store, google::GoogleService& google, DirectoryCache& cache,
             SyncSettings deployment,
             std::unique_ptr<Heartbeat> heartbeat = std::make_unique<ThreadHeartbeat>());
  ~SyncEngine();
  SyncEngine(const SyncEngine&) = delete;
  SyncEngine& operator=(const SyncEngine&) = delete;

  /// Runs a sync, or joins the one that runs, in whichever process.
  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const host_sdk::Actor& actor,
                                    RunTrigger trigger, host_sdk::TaskMonitor& monitor);

  /// Stops a running sync and removes the integration with what it brought. Repeating it finishes the work.
  host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor, RunTrigger trigger,
                          host_sdk::TaskMonitor& monitor);

  /// The run that is under way for the company, in whichever process, with its latest progress.
  std::optional<Run> live_run(const std::string& company_id);

  /// Asks the company's run to stop, in whichever process; false if none is under way.
  bool request_stop(const std::string& company_id);

 private:
  /// Waits for the end of a run that somebody else executes; nothing when there is none (any more).
  std::optional<Run> join(const std::string& company_id, host_sdk::TaskMonitor& monitor);
  /// Everything between the lease and the end of a sync; throws what ends it.
  void carry_out(RunExecution& execution, const Connection& connection, const SyncSettings& settings);
  /// The plan borrows the input.
  [[nodiscard]] plan::Plan decide(const std::string& company_id, const plan::PlanInput& input,
                                  const plan::Classification& classification,
                                  const Interruption& interruption);
  void apply(RunExecution& execution, const plan::Plan& plan);
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
