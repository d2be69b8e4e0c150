// Values of the host and of plugins, bounded, as Prometheus text.
#include "metrics/metric_group.hpp"

#include <gmock/gmock.h>
#include <prometheus/text_serializer.h>

#include <limits>
#include <sstream>

#include "metrics/metric_registry.hpp"
#include "services/log.hpp"

namespace sample_host {
namespace {

using host_sdk::MetricKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Group : public ::testing::Test {
 protected:
  std::vector<std::string> ignored;
  MetricGroup group{"hello_",
                    {.metrics = 4, .series = 20, .samples = 30},
                    [this](std::string_view name, const std::string& why) {
                      ignored.push_back(std::string{name} + ": " + why);
                    }};

  void SetUp() override {
    ASSERT_TRUE(group.define({MetricKind::counter, "runs_total", "Runs.", {"result"}}).done());
    ASSERT_TRUE(group.define({MetricKind::gauge, "size", "Size.", {"company"}}).done());
    ASSERT_TRUE(group.define({MetricKind::histogram, "run_seconds", "Duration.", {}, {1, 10}}).done());
  }
  std::string text(const std::vector<host_sdk::MetricSample>& samples = {}) {
    std::vector<prometheus::MetricFamily> families;
    group.collect(samples, families);
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families);
    return std::move(out).str();
  }
};

TEST_F(Group, WritesCountersGaugesAndHistograms) {
  group.add("runs_total", {"ok"});
  group.add("runs_total", {"ok"}, 2);
  group.set("size", {"acme"}, 7);
  group.set("size", {"acme"}, 1767225600.25);
  group.observe("run_seconds", {}, 5);
  const std::string written = text();
  EXPECT_THAT(written, HasSubstr("# HELP hello_runs_total Runs.\n# TYPE hello_runs_total counter\n"
                                 "hello_runs_total{result=\"ok\"} 3\n"));
  EXPECT_THAT(written, HasSubstr("hello_size{company=\"acme\"} 1767225600.25\n"));
  EXPECT_THAT(written, HasSubstr("hello_run_seconds_bucket{le=\"1\"} 0\n"));
  EXPECT_THAT(written, HasSubstr("hello_run_seconds_bucket{le=\"10\"} 1\n"));
  EXPECT_THAT(written, HasSubstr("hello_run_seconds_count 1\n"));
  EXPECT_THAT(ignored, IsEmpty());
}

TEST_F(Group, EscapesLabelValues) {
  group.add("runs_total", {"a\"} 1\nevil{x=\"\\"});
  EXPECT_THAT(text(), HasSubstr("hello_runs_total{result=\"a\\\"} 1\\nevil{x=\\\"\\\\\"} 1\n"));
}

TEST_F(Group, LogsTheFirstIgnoredValueOfEachMetric) {
  for (int i = 0; i < 3; ++i) {
    group.add("walks_total", {});
    group.add("runs_total", {"ok"}, -1);
  }
  EXPECT_THAT(ignored,
              ElementsAre("walks_total: the metric is not defined", "runs_total: the number is negative"));
  EXPECT_EQ(group.ignored(), 6U);
}

TEST_F(Group, BoundsItsSeriesHoweverManyValuesAPluginInvents) {
  for (int i = 0; i < 1000; ++i) group.add("runs_total", {std::to_string(i)});
  const std::string written = text();
  EXPECT_THAT(written, HasSubstr("{result=\"19\"} 1\n"));
  EXPECT_THAT(written, Not(HasSubstr("{result=\"20\"}")));
  EXPECT_THAT(ignored, ElementsAre("runs_total: it would exceed the limit of 20 series"));
  group.add("runs_total", {"0"});
  EXPECT_THAT(text(), HasSubstr("{result=\"0\"} 2\n")) << "existing series continue";
  group.observe("run_seconds", {}, 1);
  EXPECT_THAT(text(), Not(HasSubstr("run_seconds_count")));
}

TEST_F(Group, BoundsTheNamesThatItRemembers) {
  for (int i = 0; i < 1000; ++i) group.add("unknown" + std::to_string(i), {});
  EXPECT_EQ(ignored.size(), 4U);
}

TEST_F(Group, RefusesMoreMetricsThanItsLimit) {
  EXPECT_TRUE(group.define({MetricKind::gauge, "one_more", "More.", {}}).done());
  EXPECT_THAT(group.define({MetricKind::gauge, "too_many", "More.", {}}).sentence,
              HasSubstr("'too_many' cannot be defined: there are 4 metrics already"));
  EXPECT_TRUE(group.define({MetricKind::gauge, "one_more", "More.", {}}).done()) << "the same again";
  EXPECT_THAT(group.define({MetricKind::gauge, "size", "Another.", {}}).sentence,
              HasSubstr("defined differently"));
  EXPECT_THAT(group.define({MetricKind::gauge, "Size", "Another.", {}}).sentence,
              HasSubstr("its name must be"));
}

TEST_F(Group, ShowsSamplesInsteadOfStoredValues) {
  group.set("size", {"gone"}, 1);
  EXPECT_THAT(text({{"size", {"acme"}, 5}, {"runs_total", {"ok"}, 4}}),
              HasSubstr("hello_size{company=\"acme\"} 5\n"));
  EXPECT_THAT(text({{"size", {"acme"}, 5}}), Not(HasSubstr("gone")));
  EXPECT_THAT(text({{"runs_total", {"ok"}, 4}}), HasSubstr("hello_runs_total{result=\"ok\"} 4\n"));
}

TEST_F(Group, PublishesNoSeriesTwiceBecausePrometheusWouldRefuseEverything) {
  const std::string written = text({{"size", {"acme"}, 5}, {"size", {"acme"}, 6}, {"run_seconds", {}, 1}});
  EXPECT_THAT(written, HasSubstr("hello_size{company=\"acme\"} 5\n"));
  EXPECT_THAT(written, Not(HasSubstr(" 6\n")));
  EXPECT_THAT(ignored,
              ElementsAre("size: the series appears twice", "run_seconds: the metric is of another kind"));
}

TEST_F(Group, BoundsSamplesAsWell) {
  std::vector<host_sdk::MetricSample> samples;
  for (int i = 0; i < 100; ++i) samples.push_back({"size", {std::to_string(i)}, 1});
  EXPECT_THAT(text(samples), Not(HasSubstr("company=\"30\"")));
  EXPECT_THAT(ignored, ElementsAre("size: it would exceed the limit of 30 series"));
}

TEST(MetricRegistry, KeepsPluginsApartByTheirIds) {
  std::string logged;
  Log log(host_sdk::LogLevel::info, [&](std::string_view line) { logged += line; });
  MetricRegistry metrics(log);
  for (const char* id : {"a-b", "1st", "sample-host"}) {
    auto& plugin = metrics.plugin(id);
    ASSERT_TRUE(plugin.define({MetricKind::counter, "runs_total", "Runs.", {}}).done());
    plugin.add("runs_total", {});
  }
  metrics.plugin("a-b").add("nothing", {});
  const std::string text = metrics.text({});
  for (const char* line :
       {"\na_b_runs_total 1\n", "\nplugin_1st_runs_total 1\n", "\nplugin_sample_host_runs_total 1\n"})
    EXPECT_THAT("\n" + text, HasSubstr(line));
  EXPECT_EQ(metrics.ignored().at("a-b"), 1U);
  EXPECT_THAT(
      logged,
      HasSubstr(" warning - a-b: metric_ignored metric=nothing reason=\"the metric is not defined\"\n"));
}

TEST(MetricRegistry, PublishesANameOnceAlthoughTwoPluginsFormIt) {
  Log log(host_sdk::LogLevel::info, [](std::string_view) {});
  MetricRegistry metrics(log);
  ASSERT_TRUE(metrics.plugin("a").define({MetricKind::counter, "b_x_total", "First.", {}}).done());
  ASSERT_TRUE(metrics.plugin("a-b").define({MetricKind::counter, "x_total", "Second.", {}}).done());
  metrics.plugin("a").add("b_x_total", {});
  metrics.plugin("a-b").add("x_total", {});
  const std::string text = metrics.text({});
  EXPECT_THAT(text, HasSubstr("First."));
  EXPECT_THAT(text, Not(HasSubstr("Second.")));
}

}  // namespace
}  // namespace sample_host
