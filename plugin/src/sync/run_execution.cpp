#include "sync/run_execution.hpp"

#include "database/lease_holder.hpp"
#include "failure.hpp"
#include "sync/names.hpp"

namespace gup {

std::unique_ptr<RunExecution> RunExecution::begin(host_sdk::HostServices& host, Store& store,
                                                  ActiveRuns& active, const Request& request,
                                                  host_sdk::TaskMonitor& monitor) {
  std::string holder = make_lease_holder();
  if (!store.acquire_lease(request.company.id, holder, 0, host.clock().now(), kLeaseLifetime)) return nullptr;
  return std::unique_ptr<RunExecution>(
      new RunExecution(host, store, active, request, std::move(holder), monitor));
}

RunExecution::RunExecution(host_sdk::HostServices& host, Store& store, ActiveRuns& active,
                           const Request& request, std::string holder, host_sdk::TaskMonitor& monitor)
    : host_(host),
      store_(store),
      company_(request.company),
      holder_(std::move(holder)),
      monitor_(monitor),
      entry_(active, request.company.id, monitor_) {
  run_.company_id = company_.id;
  run_.kind = request.kind;
  run_.trigger = request.trigger;
  run_.started_by = request.actor.name;
}

RunExecution::~RunExecution() {
  rest();
  try {
    store_.release_lease(company_.id, holder_);
  } catch (const Failure& failure) {
    host_.logger().warning(
        company_.id, std::string("the lease could not be given back and ends by itself: ") + failure.what());
  }
  host_.page_events().page_changed(company_.id, kPageSlug);
}

void RunExecution::open() {
  run_.started_at = host_.clock().now();
  run_.report.started_at = run_.started_at;
  run_.id = store_.start_run(run_);
  run_.report.run_id = run_.id;
  // The lease now says which run it is for, so that others can join it.
  if (!store_.acquire_lease(company_.id, holder_, run_.id, run_.started_at, kLeaseLifetime))
    throw Failure(host_sdk::ResultCode::try_again,
                  "Another run took this company's turn; this one did not start.");
  keeper_ = std::make_unique<LeaseKeeper>(host_, store_, company_.id, holder_, run_.id, monitor_);
  host_.page_events().page_changed(company_.id, kPageSlug);
}

void RunExecution::rest() {
  keeper_.reset();
}

void RunExecution::close_failed(const host_sdk::Result& result) {
  rest();
  run_.state = result.code == host_sdk::ResultCode::cancelled ? RunState::cancelled : RunState::failed;
  run_.result = result;
  run_.finished_at = host_.clock().now();
  run_.report.finished_at = *run_.finished_at;
  store_.finish_run(run_);
}

}  // namespace gup
