#include "plugins/loading/plugin_catalog.hpp"

#include <gmock/gmock.h>

#include "fake_plugin.hpp"
#include "plugins/loading/plugin_retries.hpp"
#include "services/log.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using host_sdk::ResultCode;
using ::testing::IsEmpty;

struct PluginCatalogTest : ::testing::Test {
  /// Adds the plugin and returns why it was refused.
  std::string refusal() {
    testing::add_to(catalog, plugin);
    return catalog.refusals().empty() ? "" : catalog.refusals().front().sentence;
  }
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  testing::FakePlugin plugin;
  PluginCatalog catalog{log};
};

TEST_F(PluginCatalogTest, UsesThePeriodOfTheManifestUnlessTheTaskHasItsOwn) {
  testing::FakePlugin other;
  other.task.id = "fake.own-period";
  other.task.period = 2h;
  other.page.slug = "other-page";
  testing::add_to(catalog, plugin, "fake", {}, 30min);
  testing::add_to(catalog, other, "other", {}, 30min);
  EXPECT_THAT(catalog.refusals(), IsEmpty());
  EXPECT_EQ(catalog.find_task("fake.task")->period, 30min);
  EXPECT_EQ(catalog.find_task("fake.own-period")->period, 2h);
  catalog.stop();
}

TEST_F(PluginCatalogTest, RefusesAPluginWithTheReasonOfItsStart) {
  plugin.start_result = Result::failed(ResultCode::operator_action, "settings.yaml:3: key 'a': is missing");
  EXPECT_EQ(refusal(), "/fake/fake.plugin.yaml was refused: settings.yaml:3: key 'a': is missing");
}

TEST_F(PluginCatalogTest, GivesAReasonWhenTheStartHasNone) {
  plugin.start_result = Result::failed(ResultCode::operator_action, "");
  EXPECT_EQ(refusal(),
            "/fake/fake.plugin.yaml was refused: The plugin 'fake' failed in start() without a reason "
            "(operator_action)");
}

TEST_F(PluginCatalogTest, StartsAPluginAgainThatCouldNotStartForNow) {
  plugin.start_result = Result::again("The database is busy at the moment.");
  EXPECT_EQ(refusal(),
            "/fake/fake.plugin.yaml is not started yet: The database is busy at the moment. A serving host "
            "tries again automatically.");
  EXPECT_TRUE(catalog.refusals().front().waiting);
  EXPECT_TRUE(catalog.retry_starts());
  EXPECT_EQ(catalog.refusals().size(), 1U);
  EXPECT_EQ(catalog.find_task("fake.task"), nullptr);

  plugin.start_result = Result::ok();
  EXPECT_FALSE(catalog.retry_starts());
  EXPECT_THAT(catalog.refusals(), IsEmpty());
  EXPECT_NE(catalog.find_task("fake.task"), nullptr);
  EXPECT_NE(catalog.find_page(plugin.page.slug), nullptr);
  EXPECT_EQ(plugin.starts, 3);
  EXPECT_FALSE(catalog.retry_starts());
  EXPECT_EQ(plugin.starts, 3);
  catalog.stop();
  EXPECT_EQ(plugin.stops, 1);
}

TEST_F(PluginCatalogTest, RefusesAPluginWhoseSecondStartFailsAsWell) {
  plugin.start_result = Result::again("The database is busy at the moment.");
  (void)refusal();
  plugin.start_result = Result::failed(ResultCode::operator_action, "settings.yaml:3: key 'a': is missing");
  EXPECT_FALSE(catalog.retry_starts());
  ASSERT_EQ(catalog.refusals().size(), 1U);
  EXPECT_FALSE(catalog.refusals().front().waiting);
  EXPECT_FALSE(catalog.retry_starts());
  EXPECT_EQ(plugin.starts, 2);
}

TEST_F(PluginCatalogTest, DoublesThePauseBetweenStarts) {
  plugin.start_result = Result::again("The database is busy at the moment.");
  (void)refusal();
  WorkerPool workers(1);
  PluginRetries retries(catalog, workers, [] {});
  std::vector<int> attempts;
  for (int step = 1; step <= 40; ++step) {
    const int before = plugin.starts;
    retries.step();
    retries.wait();
    if (plugin.starts > before) attempts.push_back(step);
  }
  EXPECT_EQ(attempts, (std::vector<int>{1, 3, 7, 15, 31}));
  workers.stop();
}

TEST_F(PluginCatalogTest, NamesOneFileWhenTheLoaderRefusesTheHooks) {
  plugin.lists_null_task = true;
  EXPECT_EQ(refusal(),
            "/fake/fake.plugin.yaml was refused: The plugin 'fake' returned a null scheduled_task hook; "
            "return no pointer for a hook that it lacks.");
}

TEST_F(PluginCatalogTest, StopsEveryPluginExceptBlockedOnes) {
  testing::FakePlugin blocked;
  blocked.task.id = "fake.other";
  blocked.page.slug = "other-page";
  testing::add_to(catalog, plugin);
  testing::add_to(catalog, blocked, "other");
  catalog.stop({"other"});
  EXPECT_EQ(plugin.stops, 1);
  EXPECT_EQ(blocked.stops, 0);
}

}  // namespace
}  // namespace sample_host
