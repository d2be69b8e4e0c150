// Runs: one execution of a sync or an unlink, from the lease to the report.
#pragma once

#include <memory>

#include "sync/run/run_context.hpp"
#include "sync/runs.hpp"

namespace gup {

/// Gives the functions of the runs what they use. One object for the plugin's lifetime.
class SyncEngine final : public Runs {
 public:
  /// `deployment`: the settings that only the operator can change. Everything else is borrowed for the
  /// engine's lifetime.
  SyncEngine(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
             DirectoryCache& directories, SyncSettings deployment,
             std::unique_ptr<Heartbeat> heartbeat = std::make_unique<ThreadHeartbeat>());
  SyncEngine(const SyncEngine&) = delete;
  SyncEngine& operator=(const SyncEngine&) = delete;

  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const RunRequest& request,
                                    host_sdk::TaskMonitor& monitor) override;
  host_sdk::PersonOutcome synchronize_person(const host_sdk::Company& company, const RunRequest& request,
                                             const std::string& email,
                                             host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result dismiss_removals(const host_sdk::Company& company, const RunRequest& request,
                                    const std::set<std::string>& external_ids,
                                    host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result undo_run(const host_sdk::Company& company, const RunRequest& request, std::int64_t run_id,
                            host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor, RunTrigger trigger,
                          UnlinkedRows rows, host_sdk::TaskMonitor& monitor) override;
  std::optional<Run> live_run(const std::string& company_id) override;
  bool request_stop(const std::string& company_id) override;

 private:
  const SyncSettings deployment_;
  const std::unique_ptr<Heartbeat> heartbeat_;
  ActiveRuns active_;
  const RunContext context_;
};

}  // namespace gup
