#include "plugins/loading/plugin_catalog.hpp"

#include <gmock/gmock.h>

#include "fake_plugin.hpp"
#include "services/log.hpp"

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

TEST_F(PluginCatalogTest, TakesThePeriodOfATaskFromTheManifestUnlessTheTaskHasItsOwn) {
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

TEST_F(PluginCatalogTest, NamesOneFileWhenTheLoaderRefusesTheHooks) {
  plugin.lists_null_task = true;
  EXPECT_EQ(refusal(),
            "/fake/fake.plugin.yaml was refused: The plugin 'fake' returned a null scheduled_task hook.");
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
