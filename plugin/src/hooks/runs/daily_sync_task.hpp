// The hook for the scheduled task: the daily sync.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/hooks/scheduled_task.hpp"

namespace gup {

/// Thread-safe.
class DailySyncTask final : public host_sdk::ScheduledTask {
 public:
  explicit DailySyncTask(HookContext context) : context_(context) {}

  [[nodiscard]] std::string task_id() const override;
  [[nodiscard]] std::string title() const override;
  [[nodiscard]] std::chrono::seconds default_period() const override;
  /// Does nothing for a company that is not connected or not set up. The engine decides the delay after a
  /// failure.
  host_sdk::Result run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) override;

 private:
  HookContext context_;
};

}  // namespace gup
