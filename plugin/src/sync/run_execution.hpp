// One run from its lease to its end.
#pragma once

#include <memory>
#include <string>

#include "database/store.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/active_runs.hpp"
#include "sync/lease_keeper.hpp"
#include "sync/run_monitor.hpp"

namespace gup {

/// Holds the company's lease, keeps it alive, lists the run in this process and in the database. The
/// destructor gives the lease back.
class RunExecution {
 public:
  struct Request {
    const host_sdk::Company& company;
    const host_sdk::Actor& actor;
    RunKind kind = RunKind::sync;
    RunTrigger trigger = RunTrigger::schedule;
  };

  /// Takes the lease; nothing when somebody else has it.
  static std::unique_ptr<RunExecution> begin(host_sdk::HostServices& host, Store& store, ActiveRuns& active,
                                             const Request& request, host_sdk::TaskMonitor& monitor);
  ~RunExecution();
  RunExecution(const RunExecution&) = delete;
  RunExecution& operator=(const RunExecution&) = delete;

  /// Writes the run down and starts the heartbeat. Until then the lease is held silently, so that a run that
  /// may not start leaves no trace.
  void open();
  [[nodiscard]] bool opened() const { return run_.id != 0; }

  /// Ends the heartbeat: from here on the applying transaction itself holds the lease.
  void rest();

  /// Writes the end of a run that did not reach the applying transaction.
  void close_failed(const host_sdk::Result& result);

  [[nodiscard]] Run& run() { return run_; }
  [[nodiscard]] RunMonitor& monitor() { return monitor_; }
  [[nodiscard]] const host_sdk::Company& company() const { return company_; }
  [[nodiscard]] const std::string& holder() const { return holder_; }

 private:
  RunExecution(host_sdk::HostServices& host, Store& store, ActiveRuns& active, const Request& request,
               std::string holder, host_sdk::TaskMonitor& monitor);

  host_sdk::HostServices& host_;
  Store& store_;
  const host_sdk::Company company_;
  const std::string holder_;
  RunMonitor monitor_;
  ActiveRuns::Entry entry_;
  Run run_;
  std::unique_ptr<LeaseKeeper> keeper_;
};

}  // namespace gup
