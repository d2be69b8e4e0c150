// When each task is due for each company, and how its runs ended (tables host_schedule, host_task_runs).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

struct ScheduleRow {
  std::string task_id;
  std::string company_id;
  bool paused = true;
  host_sdk::Timestamp due_at;
  std::chrono::seconds period{0};
  /// Runs in a row that ended with `try_again`.
  int failures = 0;
  /// The process that runs the task now; empty when none does.
  std::string claimed_by;
  host_sdk::Timestamp claimed_until;
};

/// One run that has ended.
struct TaskRun {
  std::string task_id;
  std::string company_id;
  host_sdk::Timestamp started_at;
  host_sdk::Timestamp finished_at;
  host_sdk::ResultCode code = host_sdk::ResultCode::ok;
  std::string sentence;
};

/// Shared by all processes of the host. Every function throws SqlError.
class ScheduleTable {
 public:
  explicit ScheduleTable(HostDatabase& database) : database_(database) {}

  [[nodiscard]] std::optional<ScheduleRow> find(std::string_view task_id, std::string_view company_id);
  [[nodiscard]] std::vector<ScheduleRow> all();

  void pause(std::string_view task_id, std::string_view company_id);
  void resume(std::string_view task_id, std::string_view company_id, host_sdk::Timestamp first,
              std::chrono::seconds period);

  /// The rows that are due, not paused and not claimed, earliest first.
  [[nodiscard]] std::vector<ScheduleRow> due(host_sdk::Timestamp now, int limit);
  /// The earliest time at which `due` would return more rows; nullopt if there is none.
  [[nodiscard]] std::optional<host_sdk::Timestamp> next_due();

  /// Claims a (task, company) for `owner` until `until`, due or not; creates the row (paused) if it is
  /// missing. Returns false when another process holds the claim.
  [[nodiscard]] bool claim(std::string_view task_id, std::string_view company_id, std::string_view owner,
                           host_sdk::Timestamp now, host_sdk::Timestamp until);
  /// Extends the claim of `owner` on a (task, company); without effect when another process holds it.
  void renew(std::string_view task_id, std::string_view company_id, std::string_view owner,
             host_sdk::Timestamp until);
  /// Releases a claim and keeps the due time.
  void release(std::string_view task_id, std::string_view company_id, std::string_view owner);

  /// Stores how a run ended and the next due time, and releases the claim. Keeps the stored due time if it is
  /// no longer `due_before`: the plugin changed it during the run.
  void finish(const TaskRun& run, std::string_view owner, host_sdk::Timestamp due_before,
              host_sdk::Timestamp next, std::chrono::seconds period, int failures);

  /// The latest runs, newest first; all tasks and companies where the argument is empty.
  [[nodiscard]] std::vector<TaskRun> runs(std::string_view task_id, std::string_view company_id, int limit);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
