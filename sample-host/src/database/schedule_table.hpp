// When each task is due for each company, and how its runs ended (tables host_schedule, host_task_runs).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"
#include "scheduler/calendar.hpp"

namespace sample_host {

class HostDatabase;

struct ScheduleRow {
  std::string task_id;
  std::string company_id;
  bool paused = true;
  host_sdk::Timestamp due_at;
  /// The period of the rule as of its latest change, else that of the task.
  std::chrono::seconds period{0};
  /// Runs in a row that ended with `try_again`.
  int failures = 0;
  /// The process that runs the task now; empty when none does.
  std::string claimed_by;
  host_sdk::Timestamp claimed_until;
  /// How often the pair was claimed, which is also the number of the latest claim.
  std::int64_t claims = 0;
  CompanyRule rule;
  /// The person who paused it, and since when; empty if no person did.
  std::string paused_by;
  host_sdk::Timestamp paused_at;

  /// The period of the rule, else that of the task.
  [[nodiscard]] std::chrono::seconds period_of(std::chrono::seconds task_period) const {
    return rule.every.count() > 0 ? rule.every : task_period;
  }
};

/// What follows the end of a run.
struct NextDue {
  host_sdk::Timestamp at;
  std::chrono::seconds period{0};
  int failures = 0;
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

  /// `by` names the person who pauses it, if any. A pause by a person stays theirs.
  void pause(std::string_view task_id, std::string_view company_id, std::string_view by,
             host_sdk::Timestamp now);
  /// `first` calculates the due time from the row.
  using Due = std::function<NextDue(const ScheduleRow&)>;
  void resume(std::string_view task_id, std::string_view company_id, const Due& first);
  /// Stores the rule as `change` leaves it, and the due time that `due` calculates from the row with it,
  /// unless it is paused.
  void change_rule(std::string_view task_id, std::string_view company_id,
                   const std::function<void(CompanyRule&)>& change, const Due& due);

  /// The rows of these tasks that are due, not paused and not claimed, earliest first: those after `last`, if
  /// it is given, and at most `limit`.
  [[nodiscard]] std::vector<ScheduleRow> due(host_sdk::Timestamp now,
                                             const std::vector<std::string>& task_ids, std::size_t limit,
                                             const std::optional<ScheduleRow>& last = std::nullopt);
  /// The earliest time at which `due` would return more rows; nullopt if there is none.
  [[nodiscard]] std::optional<host_sdk::Timestamp> next_due();

  /// Rows with a time that only a wrong clock can have stored: due further ahead than the rule allows, or
  /// claimed for longer than `claim`.
  [[nodiscard]] std::vector<ScheduleRow> too_far_ahead(host_sdk::Timestamp now, std::chrono::seconds claim);
  /// Replaces the due time and the end of the claim, unless someone changed them since `read`.
  void correct(const ScheduleRow& read, host_sdk::Timestamp due, host_sdk::Timestamp claimed_until);

  /// Claims a row that `due` returned for `owner` until `until`, and returns it as it is now. nullopt if it
  /// was claimed since, even if that run has ended already, or is no longer due.
  [[nodiscard]] std::optional<ScheduleRow> claim_due(const ScheduleRow& read, std::string_view owner,
                                                     host_sdk::Timestamp now, host_sdk::Timestamp until);
  /// Claims a (task, company), due or not; creates the row (paused) if it is missing. nullopt when another
  /// process holds the claim.
  [[nodiscard]] std::optional<ScheduleRow> claim(std::string_view task_id, std::string_view company_id,
                                                 std::string_view owner, host_sdk::Timestamp now,
                                                 host_sdk::Timestamp until);
  /// Extends a claim. False, and no effect, when it has ended or the pair was claimed again.
  bool renew(const ScheduleRow& claimed, host_sdk::Timestamp until);
  /// Releases a claim and keeps the due time. No effect when the pair was claimed again.
  void release(const ScheduleRow& claimed);

  /// Adds an ended run to the history, once, even if called again. If the claim is still held, also releases
  /// it and stores the next due time, which `next` calculates from the row. Keeps a due time that the plugin
  /// changed during the run. Returns false if the pair was claimed again meanwhile: that run sets the due
  /// time.
  bool finish(const TaskRun& run, const ScheduleRow& claimed, const Due& next);

  /// The latest runs, newest first; all tasks and companies where the argument is empty.
  [[nodiscard]] std::vector<TaskRun> runs(std::string_view task_id, std::string_view company_id, int limit);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
