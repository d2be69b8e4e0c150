// Plugins that load and then fail: the host survives.
#include <gmock/gmock.h>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/loader/guard.hpp"
#include "zoo.hpp"

namespace zoo {
namespace {

using host_sdk::ResultCode;
using host_sdk::loader::guarded;
using host_sdk::loader::HookKind;
using ::testing::ElementsAre;
using ::testing::Field;

class Host : public Zoo {
 protected:
  std::vector<std::string> log() {
    std::vector<std::string> messages;
    for (const auto& line : host_.logger().lines()) messages.push_back(line.message);
    return messages;
  }

  host_sdk::fakes::FakeHostServices host_;
  host_sdk::fakes::FakeTaskMonitor monitor_;
};

TEST_F(Host, StartsRunsAndStopsAHealthyPlugin) {
  auto plugin = loader_.load(manifest_for(animal("healthy")));
  ASSERT_TRUE(plugin.start(host_, "").done());
  ASSERT_EQ(plugin.hooks().scheduled_tasks.size(), 1U);
  EXPECT_TRUE(plugin.hooks().scheduled_tasks[0]->run({"acme", "Acme Inc."}, monitor_).done());
  EXPECT_TRUE(plugin.stop().done());
  EXPECT_FALSE(plugin.started());
  EXPECT_TRUE(plugin.hooks().scheduled_tasks.empty());
  EXPECT_THAT(log(), ElementsAre("ran company=\"Acme Inc.\""));
}

TEST_F(Host, StopsAPluginThatWasNotStarted) {
  auto plugin = loader_.load(manifest_for(animal("throws_in_stop")));
  EXPECT_TRUE(plugin.stop().done());
}

TEST_F(Host, DoesNotStartAPluginThatThrowsInStart) {
  auto plugin = loader_.load(manifest_for(animal("throws_in_start")));
  const auto result = plugin.start(host_, "");
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_EQ(result.sentence, "The plugin 'animal' threw in start(): the settings were eaten");
  EXPECT_FALSE(plugin.started());
}

TEST_F(Host, StopsAPluginThatThrowsInStop) {
  auto plugin = loader_.load(manifest_for(animal("throws_in_stop")));
  ASSERT_TRUE(plugin.start(host_, "").done());
  const auto result = plugin.stop();
  EXPECT_EQ(result.sentence, "The plugin 'animal' threw in stop(): it will not go");
  EXPECT_FALSE(plugin.started());
}

TEST_F(Host, TurnsAnExceptionOfAHookIntoASentence) {
  auto manifest = manifest_for(animal("throws_in_hooks"));
  manifest.hooks = {HookKind::settings_page, HookKind::scheduled_task};
  auto plugin = loader_.load(manifest);
  ASSERT_TRUE(plugin.start(host_, "").done());

  host_sdk::page::Page page;
  const auto drawn =
      guarded("animal", "page", [&] { return plugin.hooks().settings_pages.at(0)->page({}, page); });
  EXPECT_EQ(drawn.code, ResultCode::operator_action);
  EXPECT_EQ(drawn.sentence, "The plugin 'animal' threw in page(): a bite");

  const auto ran = guarded("animal", "run", [&] {
    return plugin.hooks().scheduled_tasks.at(0)->run({"acme", "Acme Inc."}, monitor_);
  });
  EXPECT_EQ(ran.code, ResultCode::operator_action);
  EXPECT_EQ(ran.sentence, "The plugin 'animal' threw in run(): something that is not an exception");
  EXPECT_TRUE(plugin.stop().done());
}

TEST_F(Host, RefusesAHookThatTheManifestDoesNotName) {
  auto manifest = manifest_for(animal("throws_in_hooks"));
  auto plugin = loader_.load(manifest);
  const auto result = plugin.start(host_, "");
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_EQ(result.sentence,
            "The plugin 'animal' has the hook settings_page, which its manifest does not name; add it to the "
            "key 'hooks'.");
  EXPECT_FALSE(plugin.started());
}

TEST_F(Host, RefusesAPluginThatLacksAHookOfTheManifest) {
  auto manifest = manifest_for(animal("healthy"));
  manifest.hooks = {HookKind::scheduled_task, HookKind::user_provider};
  auto plugin = loader_.load(manifest);
  EXPECT_EQ(plugin.start(host_, "").sentence,
            "The plugin 'animal' lacks the hook user_provider, which its manifest names; remove it from the "
            "key 'hooks'.");
}

TEST_F(Host, RefusesANullHook) {
  auto plugin = loader_.load(manifest_for(animal("lists_a_null_hook")));
  EXPECT_EQ(
      plugin.start(host_, "").sentence,
      "The plugin 'animal' returned a null scheduled_task hook; return no pointer for a hook that it lacks.");
}

TEST_F(Host, ReturnsFromStopAfterThePluginsThreadEnded) {
  auto plugin = loader_.load(manifest_for(animal("with_a_thread")));
  ASSERT_TRUE(plugin.start(host_, "").done());
  ASSERT_TRUE(plugin.stop().done());
  EXPECT_THAT(log(), ElementsAre("thread_ends", "thread_joined"));
}

}  // namespace
}  // namespace zoo
