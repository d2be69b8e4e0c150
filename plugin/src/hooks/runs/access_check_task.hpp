// The hook for the second scheduled task: checks whether lost access to Google was restored.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/hooks/scheduled_task.hpp"

namespace gup {

/// An administrator role that is assigned again, or a policy that allows the app again, makes the stored
/// credentials work again, without a new connection. This task is scheduled only while that is possible. It
/// reads no users and changes none: it sends the same few requests as connecting does. Thread-safe.
class AccessCheckTask final : public host_sdk::ScheduledTask {
 public:
  explicit AccessCheckTask(HookContext context) : context_(context) {}

  [[nodiscard]] std::string task_id() const override;
  [[nodiscard]] std::string title() const override;
  [[nodiscard]] std::chrono::seconds default_period() const override;
  /// `try_again` while the access is still lost: the host's delays grow to 6 hours. Otherwise the connection
  /// is usable again, the daily sync resumes now, and this task pauses.
  host_sdk::Result run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) override;

 private:
  host_sdk::Result check(const host_sdk::Company& company, const Connection& connection,
                         host_sdk::TaskMonitor& monitor);
  host_sdk::Result still_lost(const Connection& connection, const Failure& failure);
  host_sdk::Result restore(const host_sdk::Company& company, const Connection& connection);
  bool resume_if_wanted(const std::string& company_id);
  host_sdk::Result stop_checking(const std::string& company_id);

  HookContext context_;
};

}  // namespace gup
