// One run from its lease to its end.
#pragma once

#include <memory>
#include <string>

#include "failure.hpp"
#include "host_sdk/company.hpp"
#include "sync/run/lease_keeper.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run/run_monitor.hpp"

namespace gup {

/// Holds the company's lease, keeps it alive, and lists the run in this process and in the database. The
/// destructor releases the lease.
class RunExecution {
 public:
  struct Request {
    const host_sdk::Company& company;
    const host_sdk::Actor& actor;
    RunKind kind = RunKind::sync;
    RunTrigger trigger = RunTrigger::schedule;
  };

  /// Takes the lease; null if another holder has it. `context` must outlive the run.
  static std::unique_ptr<RunExecution> begin(const RunContext& context, const Request& request,
                                             host_sdk::TaskMonitor& monitor);
  ~RunExecution();
  RunExecution(const RunExecution&) = delete;
  RunExecution& operator=(const RunExecution&) = delete;

  /// Stores the run and starts the heartbeat. A run that may not start ends before this, and leaves no trace.
  void open();
  [[nodiscard]] bool opened() const { return run_.id != 0; }

  /// Call before the transaction that ends the run: the heartbeat then renews only the lease. On SQLite it
  /// stops, because it would wait for that transaction, which extends the lease.
  void begin_writing();
  /// Call when that transaction was rolled back and the run continues.
  void restart_heartbeat();

  /// The result of a run that failed: a lost lease takes precedence over `failure`.
  [[nodiscard]] host_sdk::Result result_of(const Failure& failure);
  /// True after `result_of` if another run took over: what failed is not the sync of the company.
  [[nodiscard]] bool lease_lost() const { return monitor_.lease_lost(); }

  /// Stores the end of a run that changed nothing; no effect on a run that was not opened. A database error
  /// is logged: the next run of the company marks this one as interrupted.
  void close_failed(const host_sdk::Result& result);
  /// The same after an unexpected exception.
  void close_after_unexpected_error();

  [[nodiscard]] Run& run() { return run_; }
  [[nodiscard]] RunMonitor& monitor() { return monitor_; }
  [[nodiscard]] const std::string& holder() const { return holder_; }

 private:
  RunExecution(const RunContext& context, const Request& request, std::string holder,
               host_sdk::TaskMonitor& monitor);
  bool lost_lease();
  void stop_heartbeat();

  const RunContext& context_;
  const std::string holder_;
  RunMonitor monitor_;
  ActiveRuns::Entry entry_;
  Run run_;
  std::unique_ptr<LeaseKeeper> keeper_;
};

}  // namespace gup
