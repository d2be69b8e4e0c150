#include "hooks/runs/clean_up_task.hpp"

#include "failure.hpp"
#include "hooks/actions/connecting/sign_ins.hpp"
#include "hooks/exception_boundary.hpp"
#include "model/fingerprint.hpp"
#include "sync/access/access.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

constexpr std::chrono::hours kPeriod{24};

/// A time of day that differs between companies and is the same at every start.
std::chrono::seconds first_delay(const std::string& company_id) {
  const auto hash = static_cast<std::uint64_t>(fingerprint(company_id));
  return std::chrono::seconds{
      static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(std::chrono::seconds{kPeriod}.count()))};
}

}  // namespace

using host_sdk::Result;

std::string CleanUpTask::task_id() const {
  return kCleanUpTask;
}

std::string CleanUpTask::title() const {
  return "Google User Provisioning: delete old sync history";
}

std::chrono::seconds CleanUpTask::default_period() const {
  return kPeriod;
}

Result CleanUpTask::run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "clean_up", [&] {
    const auto now = context_.host.clock().now();
    forget_sign_ins(company.id);
    forget_leftover_access(company.id);
    std::int64_t batches = 0;
    while (context_.store.delete_old_runs(company.id, now, now - kRunsAreKept)) {
      ++batches;
      if (monitor.cancel_requested())
        return Result::failed(host_sdk::ResultCode::cancelled,
                              "The clean-up was stopped. The next one deletes the rest of the old syncs.");
    }
    if (batches > 0)
      context_.host.logger().info(company.id, host_sdk::LogLine("old_runs_deleted").with("batches", batches));
    return Result::ok();
  });
}

/// Also at the start of the host, which may have been killed while someone connected.
void CleanUpTask::forget_sign_ins(const std::string& company_id) {
  try {
    SignIns(context_).forget_old(company_id);
  } catch (const Failure& failure) {
    context_.host.logger().warning(
        company_id, host_sdk::LogLine("old_sign_ins_not_erased").with("reason", log_text(failure)));
  }
}

/// Not at the start of the host, which would wait for Google.
void CleanUpTask::forget_leftover_access(const std::string& company_id) {
  try {
    remove_leftover_access({context_.host, context_.store, context_.google}, company_id);
  } catch (const Failure& failure) {
    context_.host.logger().warning(
        company_id, host_sdk::LogLine("leftover_credentials_not_erased").with("reason", log_text(failure)));
  }
}

void CleanUpTask::schedule() {
  auto& schedule = context_.host.schedule();
  for (const auto& company : context_.host.companies().all()) {
    forget_sign_ins(company.id);
    if (schedule.next(kCleanUpTask, company.id)) continue;
    const auto first = context_.host.clock().now() + first_delay(company.id);
    if (const auto result = schedule.resume(kCleanUpTask, company.id, first); !result.done())
      context_.host.logger().warning(
          company.id, host_sdk::LogLine("clean_up_not_scheduled").with("reason", result.sentence));
  }
}

}  // namespace gup
