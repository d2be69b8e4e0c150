#include "sync/run/replanning.hpp"

#include <string>

#include "failure.hpp"
#include "sync/outcome/report.hpp"

namespace gup {
namespace {

constexpr int kMaximumPlans = 3;

Failure moved_too_often(const Run& run, const StateMoved& moved) {
  const bool undo = run.kind == RunKind::undo;
  return {host_sdk::ResultCode::try_again, std::string("Target users changed in the host during the ") +
                                               (undo ? "undo" : "sync") +
                                               ", three times in a row; nothing was " +
                                               (undo ? "undone" : "changed") + ". (" + moved.what() + ")"};
}

}  // namespace

void repeat_until_applied(const Replanning& replanning, const std::function<bool(int)>& plan_and_apply) {
  Run& run = replanning.run;
  int outdated = 0;
  for (int attempt = 1;; ++attempt) {
    try {
      if (plan_and_apply(attempt)) return;
    } catch (const StateMoved& moved) {
      if (++outdated == kMaximumPlans) throw moved_too_often(run, moved);
      replanning.host.logger().info(run.company_id,
                                    host_sdk::LogLine("plan_repeated").with("reason", moved.what()));
    }
    if (replanning.execution != nullptr) replanning.execution->restart_heartbeat();
    run.report = without_counts(run.report);
  }
}

}  // namespace gup
