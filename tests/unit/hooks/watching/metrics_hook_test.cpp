// The metrics that are read from the database when someone looks.
#include "hooks/metrics_hook.hpp"

#include <gmock/gmock.h>

#include "bench.hpp"

namespace gup::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class MetricsHookTest : public ::testing::Test {
 protected:
  Bench bench;
  MetricsHook hook{bench.context};

  /// "name{label values} value" of each sample; only those whose name starts with `name`.
  std::vector<std::string> look(const std::string& name = "") {
    std::vector<host_sdk::MetricSample> samples;
    result = hook.collect(samples);
    std::vector<std::string> lines;
    for (const auto& sample : samples) {
      if (!sample.name.starts_with(name)) continue;
      std::string line = sample.name;
      for (const auto& value : sample.label_values) line += " " + value;
      lines.push_back(line + " " + std::to_string(static_cast<std::int64_t>(sample.value)));
    }
    return lines;
  }
  host_sdk::Result result;
};

constexpr const char* kNow = "1767225600";

TEST_F(MetricsHookTest, OmitsCompaniesThatAreNotConnected) {
  EXPECT_THAT(look(), Not(Contains(StartsWith("access_lost"))));
  EXPECT_TRUE(result.done());
}

TEST_F(MetricsHookTest, ShowsTheTimeOfTheConnectionUntilTheFirstGoodRun) {
  bench.connect();
  EXPECT_THAT(look("last_good"), ElementsAre(std::string("last_good_run_timestamp_seconds acme ") + kNow));
  EXPECT_THAT(look("access"), ElementsAre("access_lost acme 0"));
  EXPECT_THAT(look("held"), ElementsAre("held_removals acme 0"));
  EXPECT_THAT(look("oldest"), IsEmpty());
}

TEST_F(MetricsHookTest, CountsNeitherFailuresNorPreviewsAsGoodRuns) {
  bench.connect();
  bench.set_up();
  bench.host.clock().advance(std::chrono::hours{1});
  bench.add_run(RunState::done);
  const auto good = look("last_good");
  bench.host.clock().advance(std::chrono::hours{1});
  bench.add_failure();
  bench.add_run(RunState::done, {}, {}, {}, RunKind::person);
  EXPECT_EQ(look("last_good"), good);
}

TEST_F(MetricsHookTest, ShowsThatAccessIsLost) {
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_THAT(look("access"), ElementsAre("access_lost acme 1"));
}

TEST_F(MetricsHookTest, OmitsCompaniesThatThisHostDoesNotServe) {
  bench.connect();
  bench.host.companies().remove("acme");
  EXPECT_THAT(look("access"), IsEmpty());
}

TEST_F(MetricsHookTest, DefinesEveryMetricThatItReads) {
  bench.connect();
  std::vector<host_sdk::MetricSample> samples;
  ASSERT_TRUE(hook.collect(samples).done());
  std::set<std::string> defined;
  for (const auto& definition : bench.host.metrics().definitions()) defined.insert(definition.name);
  for (const auto& sample : samples) EXPECT_THAT(defined, Contains(sample.name));
}

TEST_F(MetricsHookTest, ReturnsTheErrorOfAnUnreachableDatabase) {
  bench.store.before(TestStore::Call::company_states,
                     [] { throw Failure(host_sdk::ResultCode::try_again, "The database is away."); });
  (void)look();
  EXPECT_EQ(result.code, host_sdk::ResultCode::try_again);
}

}  // namespace
}  // namespace gup::testing
