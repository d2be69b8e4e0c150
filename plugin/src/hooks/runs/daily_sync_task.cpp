#include "hooks/runs/daily_sync_task.hpp"

#include "hooks/exception_boundary.hpp"
#include "sync/names.hpp"

namespace gup {

using host_sdk::Result;

std::string DailySyncTask::task_id() const {
  return kDailySyncTask;
}

std::string DailySyncTask::title() const {
  return "Google User Provisioning: daily sync";
}

std::chrono::seconds DailySyncTask::default_period() const {
  return context_.deployment.every;
}

Result DailySyncTask::run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) {
  return exception_boundary(context_.host.logger(), company.id, "daily_sync", [&] {
    const auto connection = context_.store.load_connection(company.id);
    if (!connection || connection->state != ConnectionState::connected) return Result::ok();
    if (!context_.store.load_settings(company.id)) return Result::ok();
    const host_sdk::Actor schedule{"", "Schedule", {}};
    context_.host.audit_trail().record(company.id, schedule, "sync_started", "Started the scheduled sync.");
    Result result = context_.runs.synchronize(company, {schedule, RunTrigger::schedule}, monitor).result;
    // Google only failed for a while, so the next run may need no review.
    const bool may_pass = result.code == host_sdk::ResultCode::review_needed && result.retry_after;
    return may_pass ? Result::again(std::move(result.sentence)) : result;
  });
}

}  // namespace gup
