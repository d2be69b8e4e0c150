#include "sync/run/run_execution.hpp"

#include <exception>

#include "database/tables/lease_holder.hpp"
#include "sync/names.hpp"
#include "sync/run/report.hpp"

namespace gup {

using host_sdk::Result;
using host_sdk::ResultCode;

std::unique_ptr<RunExecution> RunExecution::begin(const Means& means, const Request& request,
                                                  host_sdk::TaskMonitor& monitor) {
  std::string holder = make_lease_holder();
  if (!means.store.acquire_lease(request.company.id, holder, 0, means.host.clock().now(), kLeaseLifetime))
    return nullptr;
  return std::unique_ptr<RunExecution>(new RunExecution(means, request, std::move(holder), monitor));
}

RunExecution::RunExecution(const Means& means, const Request& request, std::string holder,
                           host_sdk::TaskMonitor& monitor)
    : means_(means),
      holder_(std::move(holder)),
      monitor_(monitor),
      entry_(means.active, request.company.id, monitor_) {
  run_.company_id = request.company.id;
  run_.kind = request.kind;
  run_.trigger = request.trigger;
  run_.started_by = request.actor.name;
}

RunExecution::~RunExecution() {
  stop_heartbeat();
  try {
    means_.store.release_lease(run_.company_id, holder_);
  } catch (const std::exception& error) {
    abandon_lease_holder(holder_);
    means_.host.logger().warning(
        run_.company_id,
        std::string("the lease could not be given back and ends by itself: ") + error.what());
  }
  means_.host.page_events().page_changed(run_.company_id, kPageSlug);
}

void RunExecution::open() {
  run_.started_at = means_.host.clock().now();
  run_.report.started_at = run_.started_at;
  run_.id = means_.store.start_run(run_);
  run_.report.run_id = run_.id;
  // The lease now says which run it is for, so that others can join it.
  if (!means_.store.acquire_lease(run_.company_id, holder_, run_.id, run_.started_at, kLeaseLifetime))
    throw Failure(ResultCode::try_again, "Another run took this company's turn; this one did not start.");
  restart_heartbeat();
  means_.host.page_events().page_changed(run_.company_id, kPageSlug);
}

void RunExecution::stop_heartbeat() {
  keeper_.reset();
}

void RunExecution::restart_heartbeat() {
  keeper_ = std::make_unique<LeaseKeeper>(means_.host, means_.store, run_.company_id, holder_, run_.id,
                                          monitor_, means_.heartbeat);
}

Result RunExecution::result_of(const Failure& failure) const {
  if (monitor_.lease_lost()) return Result::again("This run lost its turn to another one and was given up.");
  return failure.result();
}

void RunExecution::close_failed(const Result& result) {
  stop_heartbeat();
  if (!opened()) return;
  run_.state = result.code == ResultCode::cancelled ? RunState::cancelled : RunState::failed;
  run_.result = result;
  // The plan may have been ready: none of it happened.
  run_.report = without_counts(run_.report);
  run_.managed_before = 0;
  run_.managed_after = 0;
  run_.finished_at = means_.host.clock().now();
  run_.report.finished_at = *run_.finished_at;
  try {
    if (means_.store.finish_run(run_)) return;
    // What it wrote was committed, though the answer to that was lost: the run is what was stored of it.
    if (auto stored = means_.store.load_run(run_.id)) run_ = *std::move(stored);
  } catch (const std::exception& error) {
    means_.host.logger().error(run_.company_id, "the end of run " + std::to_string(run_.id) +
                                                    " could not be written; the next run marks it as "
                                                    "interrupted: " +
                                                    error.what());
  }
}

void RunExecution::close_broken() {
  close_failed(Result::failed(
      ResultCode::operator_action,
      "The run met an error of its own and was given up; the platform's log has the details."));
}

}  // namespace gup
