// One run from its lease to its end.
#pragma once

#include <memory>
#include <string>

#include "database/store.hpp"
#include "failure.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/run/active_runs.hpp"
#include "sync/run/heartbeat.hpp"
#include "sync/run/lease_keeper.hpp"
#include "sync/run/run_monitor.hpp"

namespace gup {

/// Holds the company's lease, keeps it alive, lists the run in this process and in the database. The
/// destructor gives the lease back.
class RunExecution {
 public:
  /// What a run works with; all of it outlives the run.
  struct Means {
    host_sdk::HostServices& host;
    Store& store;
    ActiveRuns& active;
    Heartbeat& heartbeat;
  };
  struct Request {
    const host_sdk::Company& company;
    const host_sdk::Actor& actor;
    RunKind kind = RunKind::sync;
    RunTrigger trigger = RunTrigger::schedule;
  };

  /// Takes the lease; nothing when somebody else has it.
  static std::unique_ptr<RunExecution> begin(const Means& means, const Request& request,
                                             host_sdk::TaskMonitor& monitor);
  ~RunExecution();
  RunExecution(const RunExecution&) = delete;
  RunExecution& operator=(const RunExecution&) = delete;

  /// Writes the run down and starts the heartbeat. Until then the lease is held silently, so that a run that
  /// may not start leaves no trace.
  void open();
  [[nodiscard]] bool opened() const { return run_.id != 0; }

  /// Ends the heartbeat before the applying transaction, which holds the lease itself, and starts it again
  /// when that one was rolled back and the run goes on.
  void stop_heartbeat();
  void restart_heartbeat();

  /// What `failure` means for the run: once the lease is lost, everything else follows from that.
  [[nodiscard]] host_sdk::Result result_of(const Failure& failure) const;

  /// Writes the end of a run that changed nothing; without effect on a run that was not opened. A database
  /// that is away is logged: the next run of the company finds this one and marks it as interrupted.
  void close_failed(const host_sdk::Result& result);
  /// The same for an error that nobody expected, which goes on to the hook's edge.
  void close_broken();

  [[nodiscard]] Run& run() { return run_; }
  [[nodiscard]] RunMonitor& monitor() { return monitor_; }
  [[nodiscard]] const std::string& holder() const { return holder_; }

 private:
  RunExecution(const Means& means, const Request& request, std::string holder,
               host_sdk::TaskMonitor& monitor);

  const Means means_;
  const std::string holder_;
  RunMonitor monitor_;
  ActiveRuns::Entry entry_;
  Run run_;
  std::unique_ptr<LeaseKeeper> keeper_;
};

}  // namespace gup
