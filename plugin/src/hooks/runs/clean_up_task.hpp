// The hook for the scheduled task that deletes runs older than 90 days, and what killed processes left.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/hooks/scheduled_task.hpp"

namespace gup {

inline constexpr std::chrono::hours kRunsAreKept{24 * 90};

/// Thread-safe.
class CleanUpTask final : public host_sdk::ScheduledTask {
 public:
  explicit CleanUpTask(HookContext context) : context_(context) {}

  [[nodiscard]] std::string task_id() const override;
  [[nodiscard]] std::string title() const override;
  [[nodiscard]] std::chrono::seconds default_period() const override;
  /// Also runs for a company that is no longer connected, because unlinking keeps the history. Deletes in
  /// short transactions, so that a sync never waits for it; what a cancel leaves is deleted by the next run.
  /// Erases the credentials of a company without a connection.
  host_sdk::Result run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) override;

  /// Puts the task on the schedule of every company where it is not yet, and erases what a killed process
  /// left of sign-ins. A company whose schedule cannot be reached follows at the next start of the host.
  void schedule();

 private:
  void forget_sign_ins(const std::string& company_id);
  void forget_leftover_access(const std::string& company_id);

  HookContext context_;
};

}  // namespace gup
