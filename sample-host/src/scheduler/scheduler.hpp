// Runs the plugins' tasks when they are due.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/companies.hpp"
#include "services/work/run.hpp"

namespace boost::asio {
class io_context;
}

namespace sample_host {

class Log;
class PluginCatalog;
class ScheduleTable;
class WorkerPool;
struct ScheduleRow;
struct TaskEntry;

/// Takes due (task, company) pairs from the table, which all processes share, and runs each on the worker
/// pool, a pair never twice at once. Due times that were missed while no host ran are made up for once, soon
/// after the start. Thread-safe.
class Scheduler {
 public:
  /// `owner` names this process in the table.
  Scheduler(ScheduleTable& table, const PluginCatalog& plugins, const host_sdk::Companies& companies,
            WorkerPool& workers, host_sdk::Clock& clock, Log& log, std::string owner);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  /// Steps from now on whenever something is due, on a timer of `io`, until `stop`.
  void start(boost::asio::io_context& io);

  /// Starts nothing more. What runs ends with the worker pool.
  void stop();

  /// Has a look soon: a due time changed. Any thread.
  void wake();

  /// Starts everything that is due and renews this process's claims. Returns how long nothing more will be
  /// due, 30 seconds at most, since other processes change the table, too.
  std::chrono::milliseconds step();

  /// Runs a task for a company now, due or not. nullptr with a sentence in `why` when it is running
  /// somewhere.
  [[nodiscard]] std::shared_ptr<Run> run_now(const TaskEntry& task, const host_sdk::Company& company,
                                             std::string& why);

  /// The run of a pair that goes on in this process now; nullptr when there is none.
  [[nodiscard]] std::shared_ptr<Run> running(std::string_view task_id, std::string_view company_id) const;

  /// Waits until nothing that was started runs any more.
  void wait_until_idle();

 private:
  using Pair = std::pair<std::string, std::string>;
  struct Timer;

  std::shared_ptr<Run> begin(const TaskEntry& task, const host_sdk::Company& company, const ScheduleRow& row);
  void end(const TaskEntry& task, const ScheduleRow& row, host_sdk::Timestamp started,
           const host_sdk::Result& result);
  void step_and_wait();

  ScheduleTable& table_;
  const PluginCatalog& plugins_;
  const host_sdk::Companies& companies_;
  WorkerPool& workers_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string owner_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::map<Pair, std::shared_ptr<Run>> running_;
  std::shared_ptr<Timer> timer_;
};

}  // namespace sample_host
