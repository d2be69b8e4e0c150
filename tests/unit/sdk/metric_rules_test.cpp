// What a metric may look like, and how the fake records it.
#include "host_sdk/metric_rules.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "host_sdk/fakes/fake_metrics.hpp"

using host_sdk::definition_problem;
using host_sdk::MetricDefinition;
using host_sdk::MetricKind;
using host_sdk::fakes::FakeMetrics;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const MetricDefinition kRuns{MetricKind::counter, "runs_total", "Runs that ended.", {"result"}};
const MetricDefinition kDuration{MetricKind::histogram, "run_seconds", "Duration.", {}, {1, 10, 60}};

MetricDefinition changed(MetricDefinition definition, const std::function<void(MetricDefinition&)>& change) {
  change(definition);
  return definition;
}

}  // namespace

TEST(MetricRules, AcceptEveryKind) {
  EXPECT_EQ(definition_problem(kRuns), "");
  EXPECT_EQ(definition_problem(kDuration), "");
  EXPECT_EQ(definition_problem({MetricKind::gauge, "sessions", "Open sessions.", {"state", "pool"}}), "");
}

TEST(MetricRules, NameTheMetricAndWhatIsWrong) {
  for (const char* name :
       {"", "Runs_total", "runs-total", "1runs_total", "_runs_total", "runs{x}_total", "runs\n_total"})
    EXPECT_THAT(definition_problem(changed(kRuns, [&](auto& d) { d.name = name; })),
                HasSubstr("The metric '" + std::string(name) + "' cannot be defined: its name must be"));
  EXPECT_THAT(definition_problem(changed(kRuns, [](auto& d) { d.name = std::string(70, 'a') + "_total"; })),
              HasSubstr("1 to 64 characters"));
  EXPECT_THAT(definition_problem(changed(kRuns, [](auto& d) { d.name = "runs"; })), HasSubstr("_total"));
  EXPECT_THAT(definition_problem(changed(kRuns, [](auto& d) { d.kind = MetricKind::gauge; })),
              HasSubstr("only the name of a counter"));
  EXPECT_THAT(definition_problem(changed(kDuration, [](auto& d) { d.name = "run_minutes"; })),
              HasSubstr("'_seconds' or '_bytes'"));
  EXPECT_THAT(definition_problem(changed(kRuns, [](auto& d) { d.help.clear(); })), HasSubstr("its help"));
}

TEST(MetricRules, RefuseLabelsThatPrometheusWouldMisread) {
  for (const char* label : {"le", "", "__name__", "Result", "a b"})
    EXPECT_THAT(definition_problem(changed(kRuns, [&](auto& d) { d.labels = {label}; })),
                HasSubstr("the label '" + std::string(label) + "'"));
  EXPECT_THAT(definition_problem(changed(kRuns, [](auto& d) { d.labels = {"a", "a"}; })), HasSubstr("twice"));
  EXPECT_THAT(definition_problem(changed(kRuns,
                                         [](auto& d) {
                                           d.labels = {"a", "b", "c", "d", "e"};
                                         })),
              HasSubstr("more than 4"));
}

TEST(MetricRules, RefuseBucketsThatDoNotAscend) {
  EXPECT_THAT(definition_problem(changed(kDuration,
                                         [](auto& d) {
                                           d.buckets = {1, 1};
                                         })),
              HasSubstr("ascend"));
  EXPECT_THAT(definition_problem(changed(kDuration, [](auto& d) { d.buckets = {}; })), HasSubstr("1 to 20"));
  EXPECT_THAT(definition_problem(changed(kRuns, [](auto& d) { d.buckets = {1}; })), HasSubstr("histogram"));
  EXPECT_THAT(definition_problem(
                  changed(kDuration, [](auto& d) { d.buckets = {std::numeric_limits<double>::infinity()}; })),
              HasSubstr("finite"));
}

TEST(FakeMetrics, RecordsValuesBySeries) {
  FakeMetrics metrics;
  ASSERT_TRUE(metrics.define(kRuns).done());
  ASSERT_TRUE(metrics.define(kDuration).done());
  metrics.add("runs_total", {"ok"}, 1);
  metrics.add("runs_total", {"ok"}, 2);
  metrics.observe("run_seconds", {}, 5);
  EXPECT_EQ(metrics.value("runs_total", {"ok"}), 3);
  EXPECT_EQ(metrics.value("runs_total", {"failed"}), 0);
  EXPECT_THAT(metrics.observed("run_seconds"), ElementsAre(5));
  EXPECT_THAT(metrics.ignored(), ElementsAre());
}

TEST(FakeMetrics, IgnoresValuesThatDoNotFit) {
  FakeMetrics metrics;
  ASSERT_TRUE(metrics.define(kRuns).done());
  metrics.add("walks_total", {}, 1);
  metrics.add("runs_total", {}, 1);
  metrics.add("runs_total", {"ok"}, -1);
  metrics.set("runs_total", {"ok"}, 1);
  metrics.add("runs_total", {"\xff"}, 1);
  metrics.add("runs_total", {"ok"}, std::numeric_limits<double>::quiet_NaN());
  EXPECT_THAT(
      metrics.ignored(),
      ElementsAre("walks_total: the metric is not defined", "runs_total: it has 0 label values instead of 1",
                  "runs_total: the number is negative", "runs_total: the metric is of another kind",
                  "runs_total: a label value is longer than 128 bytes or not clean UTF-8",
                  "runs_total: the number is not finite"));
  EXPECT_EQ(metrics.value("runs_total", {"ok"}), 0);
}

TEST(FakeMetrics, RefusesAnotherDefinitionOfTheSameName) {
  FakeMetrics metrics;
  ASSERT_TRUE(metrics.define(kRuns).done());
  EXPECT_TRUE(metrics.define(kRuns).done());
  EXPECT_FALSE(metrics.define(changed(kRuns, [](auto& d) { d.labels = {"company"}; })).done());
}
