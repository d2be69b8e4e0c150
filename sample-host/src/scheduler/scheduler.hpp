// Runs the plugins' tasks when they are due.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database/schedule_table.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/companies.hpp"
#include "scheduler/plan_next.hpp"
#include "services/work/run.hpp"

namespace boost::asio {
class io_context;
}

namespace sample_host {

class Log;
class PluginCatalog;
class PluginSlots;
class WorkerPool;
struct TaskEntry;

/// Claims due (task, company) pairs in the table, which all processes share, and runs each on the worker
/// pool, never the same pair twice at once. Times that a clock stored while it was wrong are corrected with
/// every step. Runs that were missed while no host was running are caught up once, soon after the start. When
/// the end of a run cannot be stored, the scheduler retries with every step. A run that waits for a worker
/// loses its claim after two minutes, so that another process may run it. Thread-safe.
class Scheduler {
 public:
  /// `owner` names this process in the table.
  Scheduler(ScheduleTable& table, const PluginCatalog& plugins, const host_sdk::Companies& companies,
            WorkerPool& workers, host_sdk::Clock& clock, Log& log, std::string owner);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  /// Calls `step` whenever a task is due, on a timer of `io`, until `stop`.
  void start(boost::asio::io_context& io);

  /// Starts no more tasks. Running tasks end with the worker pool.
  void stop();

  /// Makes the scheduler step soon, because a due time changed. Any thread.
  void wake();

  /// Starts every due task and renews the claims of those that workers run. Returns the time until the next
  /// step: when the next task is due, at most 30 seconds, because other processes change the table as well.
  std::chrono::milliseconds step();

  /// Runs a task for a company now, due or not. Returns nullptr, and the reason in `why`, when it is already
  /// running in any process.
  [[nodiscard]] std::shared_ptr<Run> run_now(const TaskEntry& task, const host_sdk::Company& company,
                                             std::string& why);

  /// Returns the run of a pair in this process; nullptr if it is not running here.
  [[nodiscard]] std::shared_ptr<Run> running(std::string_view task_id, std::string_view company_id) const;

  /// How many runs are active in this process.
  [[nodiscard]] std::size_t running_count() const;

  /// Calls `ended` with each run that ends, on its worker's thread; it must not throw. Before the first run.
  void watch_ends(std::function<void(const TaskRun&)> ended) { watch_ = std::move(ended); }

  /// Waits until every run has ended.
  void wait_until_idle();

 private:
  using Pair = std::pair<std::string, std::string>;
  struct Timer;

  std::shared_ptr<Run> begin(const TaskEntry& task, const host_sdk::Company& company,
                             const ScheduleRow& claimed);
  /// Called by the worker of a run. False if the claim was lost while the run waited for that worker.
  bool start_run(const ScheduleRow& claimed);
  void end(const TaskEntry& task, const ScheduleRow& claimed, host_sdk::Timestamp started,
           const host_sdk::Result& result);
  void step_and_wait();

  /// How a run ended, until that is stored.
  struct PendingEnd {
    TaskRun run;
    ScheduleRow claimed;
    EndedRun ended;
    /// The period of the task.
    std::chrono::seconds period{0};
  };
  void store_end(const PendingEnd& end);
  void store_pending_ends(host_sdk::Timestamp now);
  /// Starts the due tasks that find room, and takes their slots. True if it started one.
  bool start_due(host_sdk::Timestamp now, PluginSlots& slots);
  /// The tasks that may start. Only their rows are read, so that rows that must wait hide no others, however
  /// many they are.
  [[nodiscard]] std::vector<std::string> tasks_with_room(const PluginSlots& slots) const;
  void renew_claims();
  void correct_times(host_sdk::Timestamp now);
  /// True, and the due time moved, if the row is due on a quiet day.
  bool wait_for_quiet_days(const ScheduleRow& row, host_sdk::Timestamp now);

  ScheduleTable& table_;
  const PluginCatalog& plugins_;
  const host_sdk::Companies& companies_;
  WorkerPool& workers_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string owner_;
  std::function<void(const TaskRun&)> watch_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  enum class State : std::uint8_t {
    /// Waits for a worker.
    queued,
    started,
    /// Not started, because its claim was lost.
    lost,
  };
  struct Running {
    std::shared_ptr<Run> run;
    ScheduleRow claimed;
    std::string plugin_id;
    State state = State::queued;
  };
  std::map<Pair, Running> running_;
  std::deque<PendingEnd> pending_ends_;
  std::shared_ptr<Timer> timer_;
};

}  // namespace sample_host
