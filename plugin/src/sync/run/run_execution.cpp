#include "sync/run/run_execution.hpp"

#include <exception>

#include "database/tables/lease_holder.hpp"
#include "sync/names.hpp"
#include "sync/outcome/report.hpp"
#include "sync/outcome/run_metrics.hpp"

namespace gup {

using host_sdk::Result;
using host_sdk::ResultCode;

std::unique_ptr<RunExecution> RunExecution::begin(const RunContext& context, const Request& request,
                                                  host_sdk::TaskMonitor& monitor) {
  std::string holder = make_lease_holder();
  const auto now = context.host.clock().now();
  if (!context.store.acquire_lease(request.company.id, holder, 0, now, kLeaseLifetime)) return nullptr;
  std::unique_ptr<RunExecution> execution(new RunExecution(context, request, std::move(holder), monitor));
  context.store.mark_interrupted_runs(request.company.id, now);
  return execution;
}

RunExecution::RunExecution(const RunContext& context, const Request& request, std::string holder,
                           host_sdk::TaskMonitor& monitor)
    : context_(context),
      holder_(std::move(holder)),
      monitor_(monitor),
      entry_(context.active, request.company.id, monitor_) {
  run_.company_id = request.company.id;
  run_.kind = request.kind;
  run_.trigger = request.trigger;
  run_.started_by = request.actor.name;
}

RunExecution::~RunExecution() {
  stop_heartbeat();
  try {
    context_.store.release_lease(run_.company_id, holder_);
  } catch (const std::exception& error) {
    abandon_lease_holder(holder_);
    context_.host.logger().warning(run_.company_id,
                                   host_sdk::LogLine("lease_not_released").with("reason", log_text(error)));
  }
  if (opened() && run_.state != RunState::running)
    count_run(context_.host.metrics(), run_, context_.host.clock().now());
  context_.host.page_events().page_changed(run_.company_id, kPageSlug);
}

void RunExecution::open() {
  run_.started_at = context_.host.clock().now();
  run_.report.started_at = run_.started_at;
  run_.id = context_.store.start_run(run_);
  run_.report.run_id = run_.id;
  // The lease now names the run, so that other processes can join it.
  if (!context_.store.acquire_lease(run_.company_id, holder_, run_.id, run_.started_at, kLeaseLifetime))
    throw Failure(ResultCode::try_again,
                  "Another run of this company started at the same time; this one did not start.");
  restart_heartbeat();
  context_.host.page_events().page_changed(run_.company_id, kPageSlug);
}

void RunExecution::stop_heartbeat() {
  keeper_.reset();
}

void RunExecution::begin_writing() {
  if (!context_.store.renewable_while_writing())
    stop_heartbeat();
  else if (keeper_)
    keeper_->keep_lease_only();
}

void RunExecution::restart_heartbeat() {
  keeper_ = std::make_unique<LeaseKeeper>(context_.host, context_.store, run_.company_id, holder_, run_.id,
                                          monitor_, context_.heartbeat);
}

Result RunExecution::result_of(const Failure& failure) {
  // The heartbeat may not have noticed yet, and on SQLite none runs while a plan is applied.
  if (failure.code() == ResultCode::try_again && !monitor_.lease_lost() && lost_lease())
    monitor_.lose_lease();
  if (monitor_.lease_lost()) {
    context_.host.logger().warning(run_.company_id,
                                   host_sdk::LogLine("lease_lost")
                                       .with("run", run_.id)
                                       .with("reason", "another run of the company took over"));
    return Result::again(
        "Another run of this company took over the lease, so this one stopped; nothing was changed.");
  }
  if (!failure.detail().empty()) {
    const auto line = host_sdk::LogLine("run_error").with("run", run_.id).with("reason", log_text(failure));
    if (failure.code() == ResultCode::operator_action)
      context_.host.logger().error(run_.company_id, line);
    else
      context_.host.logger().warning(run_.company_id, line);
  }
  return failure.result();
}

bool RunExecution::lost_lease() {
  try {
    return context_.store.renew_lease(run_.company_id, holder_, context_.host.clock().now(),
                                      kLeaseLifetime) == LeaseAnswer::lost;
  } catch (const Failure&) {
    // The database is unavailable, which is the failure itself.
    return false;
  }
}

void RunExecution::close_failed(const Result& result) {
  stop_heartbeat();
  if (!opened()) return;
  run_.state = result.code == ResultCode::cancelled ? RunState::cancelled : RunState::failed;
  run_.result = result;
  // The report may already describe a plan that was not applied.
  run_.report = without_counts(run_.report);
  run_.managed_before = 0;
  run_.managed_after = 0;
  run_.finished_at = context_.host.clock().now();
  run_.report.finished_at = *run_.finished_at;
  try {
    if (context_.store.finish_run(run_)) return;
    // The transaction was committed although its answer was lost: report what is stored.
    if (auto stored = context_.store.load_run(run_.id)) run_ = *std::move(stored);
  } catch (const std::exception& error) {
    context_.host.logger().warning(
        run_.company_id,
        host_sdk::LogLine("run_end_not_saved").with("run", run_.id).with("reason", log_text(error)));
  }
}

void RunExecution::close_after_unexpected_error() {
  close_failed(
      Result::failed(ResultCode::operator_action,
                     "The run stopped because of an internal error. The platform's log has the details."));
}

}  // namespace gup
