#include "sync/outcome/run_metrics.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

#include "failure.hpp"

namespace gup {
namespace {

using host_sdk::MetricKind;
using host_sdk::ResultCode;

constexpr const char* kRuns = "runs_total";
constexpr const char* kDuration = "run_duration_seconds";
constexpr const char* kUsers = "users_total";

using Outcome = std::pair<const char*, std::int64_t host_sdk::SyncReport::*>;
constexpr std::array<Outcome, 9> kOutcomes{{
    {"added", &host_sdk::SyncReport::added},
    {"updated", &host_sdk::SyncReport::updated},
    {"reactivated", &host_sdk::SyncReport::reactivated},
    {"removed", &host_sdk::SyncReport::removed},
    {"held", &host_sdk::SyncReport::held},
    {"frozen", &host_sdk::SyncReport::frozen},
    {"unchanged", &host_sdk::SyncReport::unchanged},
    {"skipped", &host_sdk::SyncReport::skipped},
    {"failed", &host_sdk::SyncReport::failed},
}};

}  // namespace

std::string name_of(RunKind kind) {
  switch (kind) {
    case RunKind::sync:
      return "sync";
    case RunKind::unlink:
      return "unlink";
    case RunKind::dismissal:
      return "dismissal";
    case RunKind::preview:
      return "preview";
    case RunKind::undo:
      return "undo";
    case RunKind::person:
      return "person";
  }
  return "unknown";
}

void define_run_metrics(host_sdk::Metrics& metrics) {
  const std::array<host_sdk::MetricDefinition, 3> definitions{{
      {MetricKind::counter,
       kRuns,
       "Runs of this process that ended, by kind and result: ok, review_needed, try_again, ...",
       {"kind", "result"},
       {}},
      {MetricKind::histogram,
       kDuration,
       "How long runs took, from their lease to their end.",
       {"kind"},
       {1, 5, 15, 60, 300, 900, 3600, 14400}},
      {MetricKind::counter,
       kUsers,
       "Users of applied syncs by what happened to their target user; each sync counts everyone again.",
       {"outcome"},
       {}},
  }};
  for (const auto& definition : definitions) throw_unless_done(metrics.define(definition));
  // A series that begins at 0 shows its first increase.
  for (int code = 0; code <= static_cast<int>(ResultCode::refused); ++code)
    metrics.add(kRuns, {"sync", std::string(host_sdk::name_of(static_cast<ResultCode>(code)))}, 0);
  for (const auto& [name, count] : kOutcomes) metrics.add(kUsers, {name}, 0);
}

void count_run(host_sdk::Metrics& metrics, const Run& run, host_sdk::Timestamp end) {
  const std::string kind = name_of(run.kind);
  metrics.add(kRuns, {kind, std::string(host_sdk::name_of(run.result.code))}, 1);
  if (run.finished_at)
    metrics.observe(kDuration, {kind},
                    std::max(0.0, std::chrono::duration<double>(end - run.started_at).count()));
  const bool applied = run.state == RunState::done || run.state == RunState::held;
  if (!applied || (run.kind != RunKind::sync && run.kind != RunKind::person)) return;
  for (const auto& [name, count] : kOutcomes)
    metrics.add(kUsers, {name}, static_cast<double>(run.report.*count));
}

}  // namespace gup
