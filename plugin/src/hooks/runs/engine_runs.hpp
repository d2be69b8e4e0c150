// The sync engine as the hooks' `Runs`.
#pragma once

#include "hooks/runs/runs.hpp"
#include "sync/sync_engine.hpp"

namespace gup {

/// Forwards to the engine, which it borrows.
class EngineRuns final : public Runs {
 public:
  explicit EngineRuns(SyncEngine& engine) : engine_(engine) {}

  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const RunRequest& request,
                                    host_sdk::TaskMonitor& monitor) override {
    return engine_.synchronize(company, request, monitor);
  }
  host_sdk::PersonOutcome synchronize_person(const host_sdk::Company& company, const RunRequest& request,
                                             const std::string& email,
                                             host_sdk::TaskMonitor& monitor) override {
    return engine_.synchronize_person(company, request, email, monitor);
  }
  host_sdk::Result dismiss_removals(const host_sdk::Company& company, const RunRequest& request,
                                    const std::set<std::string>& external_ids,
                                    host_sdk::TaskMonitor& monitor) override {
    return engine_.dismiss_removals(company, request, external_ids, monitor);
  }
  host_sdk::Result undo_run(const host_sdk::Company& company, const RunRequest& request, std::int64_t run_id,
                            host_sdk::TaskMonitor& monitor) override {
    return engine_.undo_run(company, request, run_id, monitor);
  }
  host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor, RunTrigger trigger,
                          host_sdk::TaskMonitor& monitor) override {
    return engine_.unlink(company, actor, trigger, monitor);
  }
  std::optional<Run> live_run(const std::string& company_id) override { return engine_.live_run(company_id); }
  bool request_stop(const std::string& company_id) override { return engine_.request_stop(company_id); }

 private:
  SyncEngine& engine_;
};

}  // namespace gup
