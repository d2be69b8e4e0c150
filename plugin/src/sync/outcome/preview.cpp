#include "sync/outcome/preview.hpp"

#include <utility>

#include "failure.hpp"
#include "sync/outcome/report.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {
namespace {

using plan::ChangeKind;
using plan::PersonChange;

bool adopts(const PersonChange& change) {
  return change.kind == ChangeKind::updated && change.before && change.after &&
         change.before->provider.empty() && !change.after->provider.empty();
}

}  // namespace

plan::LazyList<PersonChange> preview_changes(const plan::Plan& plan) {
  auto changes = plan.report.all_changes();
  const std::size_t size = changes.size();
  return {size, [changes = std::move(changes)](std::size_t at) {
            PersonChange change = changes[at];
            if (adopts(change)) change.kind = ChangeKind::adopted;
            return change;
          }};
}

void keep_preview(const RunContext& context, RunExecution& execution, const plan::Plan& plan) {
  Run& run = execution.run();
  if (execution.monitor().cancel_requested()) throw Cancelled();
  run.finished_at = context.host.clock().now();
  fill_report(run, plan);
  run.state = RunState::done;
  run.result = {host_sdk::ResultCode::ok,
                "A sync would make these changes: " + summary(run.report) + ". Nothing has been changed.",
                {}};
  execution.begin_writing();
  context.store.finish_preview(run, preview_changes(plan));
  context.host.logger().info(
      run.company_id,
      host_sdk::LogLine("preview_finished").with("run", run.id).with("summary", summary(run.report)));
}

}  // namespace gup
