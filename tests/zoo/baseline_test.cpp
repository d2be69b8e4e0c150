// The plugin that was built with SDK 1.6 and stored, and the same source built now.
#include <gmock/gmock.h>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/loader/entry_reader.hpp"
#include "host_sdk/loader/guard.hpp"
#include "zoo.hpp"

namespace zoo {
namespace {

using host_sdk::loader::guarded;

struct Baseline : Zoo, ::testing::WithParamInterface<const char*> {
  host_sdk::loader::PluginManifest manifest() const {
    auto manifest = manifest_for(GetParam());
    manifest.id = "baseline";
    const auto entry = host_sdk::loader::read_plugin_file(GetParam()).entry;
    manifest.sdk = {entry.sdk_major, entry.sdk_minor};
    return manifest;
  }
  host_sdk::fakes::FakeHostServices host_;
};

TEST_P(Baseline, RunsInEveryLaterHostWithTheSameAnswers) {
  auto plugin = loader_.load(manifest());
  ASSERT_TRUE(plugin.start(host_, "").done());
  auto& task = *plugin.hooks().scheduled_tasks.at(0);
  EXPECT_EQ(task.task_id(), "baseline.task");
  EXPECT_EQ(task.default_period(), std::chrono::hours{6});

  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto ran = guarded("baseline", "run", [&] { return task.run({"acme", "Acme Inc."}, monitor); });
  EXPECT_EQ(ran.code, host_sdk::ResultCode::review_needed);
  EXPECT_EQ(ran.sentence,
            "Acme Inc., opened, 6, 1 company, sqlite3, Europe/Berlin at 90, paused by Ada, 1767225600000000, "
            "http://127.0.0.1:8080/plugins/test-plugin/callback/return, waited");

  EXPECT_EQ(monitor.reports().at(0).counts.at(0).label, "compared");
  EXPECT_TRUE(host_.logger().contains("baseline_ran company=\"Acme Inc.\""));
  EXPECT_EQ(host_.notices().notice("acme", "topic")->mail, host_sdk::NoticeMail::digest);
  EXPECT_EQ(host_.audit_trail().entries().at(0).actor.from, "a test");
  EXPECT_EQ(host_.metrics().value("runs_total", {"acme"}), 2);
  EXPECT_EQ(host_.page_events().count("acme"), 1U);
  EXPECT_EQ(host_.jobs().run_all(), 1U);
  EXPECT_EQ(host_.jobs().status("acme", "work")->result->sentence, "Job of Acme Inc. for Ada");

  std::vector<host_sdk::MetricSample> samples;
  EXPECT_TRUE(plugin.hooks().metric_sources.at(0)->collect(samples).done());
  EXPECT_EQ(samples.at(0).value, 1.5);
  EXPECT_TRUE(plugin.stop().done());
}

TEST_P(Baseline, FailsWithTheSameResult) {
  auto plugin = loader_.load(manifest());
  const auto result = plugin.start(host_, "/settings.yaml");
  EXPECT_EQ(result.code, host_sdk::ResultCode::try_again);
  EXPECT_EQ(result.sentence, "No settings are needed.");
  EXPECT_EQ(result.retry_after, std::chrono::seconds{7});
}

INSTANTIATE_TEST_SUITE_P(BuiltNow, Baseline, ::testing::Values(ZOO_ANIMALS "/baseline.so"),
                         [](const auto&) { return "OfSdk"; });
// The stored file is for this processor and C++ library alone.
#if defined(__x86_64__) && !defined(_LIBCPP_VERSION)
INSTANTIATE_TEST_SUITE_P(Stored, Baseline, ::testing::Values(ZOO_STORED "/sdk-1.6-x86_64.so"),
                         [](const auto&) { return "OfSdk1_6"; });
#endif

}  // namespace
}  // namespace zoo
