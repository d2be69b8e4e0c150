#include "rules/work_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "host_sdk/metric_rules.hpp"
#include "rules/calls.hpp"

namespace host_sdk::check {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

void need_work(Bench& bench) {
  const auto& hooks = bench.start().hooks();
  if (hooks.scheduled_tasks.empty() && hooks.user_providers.empty())
    bench.skip("the plugin has no task and no provider");
}

/// A plugin that does nothing for a company that exists breaks no rule, but its author should know.
void tell(Bench& bench, const std::string& call, const Company& whose, const std::optional<Result>& result) {
  if (!result || whose.id != company().id) return;
  bench.answered(call + " for the company \"" + whose.id + "\": " + std::string(name_of(result->code)) +
                 (result->sentence.empty() ? "" : ", \"" + result->sentence + '"'));
}

void check_tasks(Bench& bench) {
  const auto& hooks = bench.start().hooks();
  if (hooks.scheduled_tasks.empty()) bench.skip("the plugin has no task");
  for (auto* task : hooks.scheduled_tasks)
    for (const auto& whose : {company(), unknown_company()}) {
      CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
      tell(bench, "run", whose, bench.work("run", [&] { return task->run(whose, monitor); }));
    }
}

/// Reports counts below zero.
void check_report(Bench& bench, const SyncReport& report) {
  for (const auto& [name, count] : {std::pair{"added", report.added},
                                    {"updated", report.updated},
                                    {"reactivated", report.reactivated},
                                    {"removed", report.removed},
                                    {"held", report.held},
                                    {"frozen", report.frozen},
                                    {"unchanged", report.unchanged},
                                    {"skipped", report.skipped},
                                    {"failed", report.failed},
                                    {"groups_added", report.groups_added},
                                    {"groups_updated", report.groups_updated},
                                    {"groups_removed", report.groups_removed},
                                    {"memberships_added", report.memberships_added},
                                    {"memberships_removed", report.memberships_removed},
                                    {"requests", report.requests},
                                    {"retries", report.retries}})
    if (count < 0) bench.problem(std::string("synchronize() reports ") + name + "=" + std::to_string(count));
}

void check_provider(Bench& bench) {
  const auto& hooks = bench.start().hooks();
  if (hooks.user_providers.empty()) bench.skip("the plugin has no provider");
  auto emails = hostile_texts();
  emails.emplace_back("unknown@example.com");
  for (auto* provider : hooks.user_providers) {
    for (const auto& whose : {company(), unknown_company()}) {
      for (const auto mode : {SyncMode::preview, SyncMode::apply}) {
        CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
        SyncOutcome outcome;
        const auto result = bench.work("synchronize", [&] {
          outcome = provider->synchronize(whose, administrator(), monitor, mode);
          return outcome.result;
        });
        if (mode == SyncMode::apply) tell(bench, "synchronize", whose, result);
        check_report(bench, outcome.report);
      }
      for (const auto& email : emails) {
        Explanation explanation;
        const PersonRequest request{whose, administrator(), email};
        (void)bench.call(kExplain, [&] { return provider->explain(request, explanation); });
        CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
        (void)bench.work("synchronize_person", [&] {
          return provider->synchronize_person(request, monitor, SyncMode::preview).result;
        });
      }
      CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
      if (hooks.user_release != nullptr)
        for (const auto& id : {provider->provider_id(), std::string("unknown")})
          (void)bench.work("release_all", [&] {
            return hooks.user_release->release_all(id, whose, administrator(), monitor);
          });
      (void)bench.work("remove_all", [&] { return provider->remove_all(whose, administrator(), monitor); });
    }
  }
}

void check_cancel(Bench& bench) {
  need_work(bench);
  constexpr std::size_t kChecks = 3;
  const milliseconds limit = bench.options().scaled(std::chrono::seconds{5});
  std::set<std::string> late;
  for (std::size_t check = 1; check <= kChecks; ++check) {
    for (const auto& work : all_work(bench)) {
      // A task that never asks sees no cancel: the time counts from its start.
      CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork), check);
      const auto start = steady_clock::now();
      (void)bench.work(work.name, [&] { return work.run(monitor); });
      const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() -
                                                                 monitor.cancelled_at().value_or(start));
      if (took > limit && late.insert(work.name).second)
        bench.problem(
            work.name + "() returned " + std::to_string(took.count()) + " ms after a cancel, and " +
            std::to_string(limit.count()) +
            " ms are the limit: ask monitor.cancel_requested() often, and wait with monitor.wait()");
    }
  }
}

void check_metrics(Bench& bench) {
  const auto& hooks = bench.start().hooks();
  if (hooks.metric_sources.empty() && bench.host().metrics().definitions().empty())
    bench.skip("the plugin has no metrics");
  for (const auto& work : all_work(bench)) {
    CheckMonitor monitor(bench.options().scaled(Bench::kLongestWork));
    (void)bench.work(work.name, [&] { return work.run(monitor); });
  }
  const auto definitions = bench.host().metrics().definitions();
  for (auto* source : hooks.metric_sources) {
    std::vector<MetricSample> samples;
    (void)bench.call(kCollect, [&] { return source->collect(samples); });
    for (const auto& sample : samples) {
      const auto found = std::find_if(definitions.begin(), definitions.end(),
                                      [&](const MetricDefinition& one) { return one.name == sample.name; });
      const auto problem = found == definitions.end()
                               ? "the metric is not defined"
                               : value_problem(*found, found->kind, sample.label_values, sample.value);
      if (!problem.empty()) bench.problem("collect() returned " + sample.name + ": " + problem);
    }
  }
  for (const auto& ignored : bench.host().metrics().ignored())
    bench.problem("a value was ignored: " + ignored);
}

}  // namespace

std::vector<Rule> work_rules() {
  return {
      {"tasks", "Every task runs, also for a company that is gone", "start", check_tasks},
      {"provider", "Providers sync, explain and remove, also for hostile addresses", "start", check_provider},
      {"cancel", "Tasks and providers return within 5 seconds after a cancel", "tasks provider",
       check_cancel},
      {"metrics", "Metrics are defined and have valid values", "tasks provider", check_metrics},
  };
}

}  // namespace host_sdk::check
