// A plugin's whole life: loaded once, refused what it cannot use, started, asked everything, stopped.
#include <gmock/gmock.h>

#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/loader/guard.hpp"
#include "host_sdk/loader/plugin_loader.hpp"
#include "plugin_world.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::loader::LoadedPlugin;
using host_sdk::loader::PluginLoader;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The library is in the process once, as in a host; each test starts it in a world of its own.
LoadedPlugin& plugin() {
  static PluginLoader loader({PLUGIN_FOLDER});
  static LoadedPlugin loaded = loader.load(host_sdk::loader::read_manifest(PLUGIN_MANIFEST));
  return loaded;
}

class Lifecycle : public ::testing::Test {
 protected:
  Lifecycle() : threads_before_((plugin(), threads())) {}
  ~Lifecycle() override {
    EXPECT_TRUE(plugin().stop().done());
    EXPECT_EQ(threads(), threads_before_) << "a thread outlived stop()";
  }

  void start() {
    const auto result = plugin().start(world_.host(), world_.settings_file(silent_port()));
    ASSERT_TRUE(result.done()) << result.sentence;
  }
  static host_sdk::SettingsPage& page() { return *plugin().hooks().settings_pages.at(0); }
  static host_sdk::ScheduledTask& task() { return *plugin().hooks().scheduled_tasks.at(0); }
  static host_sdk::UserProvider& provider() { return *plugin().hooks().user_providers.at(0); }

  host_sdk::page::ActionRequest action(const std::string& name) const {
    host_sdk::page::ActionRequest request;
    request.company = company_;
    request.actor = dana_;
    request.action = name;
    request.callback = {world_callback(), "a-state-of-256-bits"};
    return request;
  }
  static std::string world_callback() {
    return "http://127.0.0.1:8080/plugins/google-user-provisioning/callback/return";
  }

  const std::size_t threads_before_;
  PluginWorld world_;
  host_sdk::fakes::FakeTaskMonitor monitor_{&world_.host().clock()};
  const host_sdk::Company company_{"acme", "Acme Inc."};
  const host_sdk::Actor dana_{"dana", "Dana Reyes", {"company.settings"}};
};

TEST_F(Lifecycle, StopsWithoutAnyCall) {
  start();
  EXPECT_TRUE(plugin().started());
  EXPECT_TRUE(plugin().stop().done());
  EXPECT_FALSE(plugin().started());
  EXPECT_THAT(plugin().hooks().settings_pages, IsEmpty());
}

TEST_F(Lifecycle, IsNotStartedWithoutSettings) {
  const auto result = plugin().start(world_.host(), "");
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_THAT(result.sentence, HasSubstr("needs its settings"));
  EXPECT_FALSE(plugin().started());
}

TEST_F(Lifecycle, IsNotStartedWithUnknownSettings) {
  const auto file = world_.settings_file(silent_port(), "surprise: 1\n");
  const auto result = plugin().start(world_.host(), file);
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_THAT(result.sentence, HasSubstr(file));
  EXPECT_THAT(result.sentence, HasSubstr("surprise"));
  EXPECT_FALSE(plugin().started());
}

TEST_F(Lifecycle, IsNotLoadedTwice) {
  PluginLoader loader({PLUGIN_FOLDER});
  const auto manifest = host_sdk::loader::read_manifest(PLUGIN_MANIFEST);
  (void)loader.load(manifest);
  EXPECT_THROW((void)loader.load(manifest), host_sdk::loader::LoadError);
}

TEST_F(Lifecycle, ReportsItsIds) {
  start();
  EXPECT_EQ(page().identity().slug, "google-user-provisioning");
  EXPECT_EQ(task().task_id(), "google-user-provisioning.daily-sync");
  EXPECT_EQ(task().default_period(), std::chrono::hours{24});
  ASSERT_EQ(plugin().hooks().scheduled_tasks.size(), 3U);
  EXPECT_EQ(plugin().hooks().scheduled_tasks[1]->task_id(), "google-user-provisioning.access-check");
  EXPECT_EQ(plugin().hooks().scheduled_tasks[2]->task_id(), "google-user-provisioning.clean-up");
  EXPECT_EQ(provider().provider_id(), "google-workspace");
  EXPECT_EQ(provider().display_name(), "Google Workspace");
}

TEST_F(Lifecycle, DrawsThePageOfACompanyThatIsNotConnected) {
  start();
  host_sdk::page::Page drawn;
  EXPECT_TRUE(page().page({company_, dana_, {}, 0, {}}, drawn).done());
  EXPECT_FALSE(drawn.blocks.empty());
  EXPECT_FALSE(drawn.unlink);
}

TEST_F(Lifecycle, RedirectsToGoogleAndRefusesACallbackWithAnotherState) {
  start();
  host_sdk::page::ActionAnswer answer;
  ASSERT_TRUE(page().act(action("connect"), answer).done());
  EXPECT_EQ(answer.outcome, host_sdk::page::Outcome::redirect);
  EXPECT_THAT(answer.url, HasSubstr("http://127.0.0.1:"));

  host_sdk::page::ActionAnswer returned;
  const host_sdk::page::CallbackRequest foreign{
      company_, dana_, "return", {{"state", "another-state"}, {"code", "a-code"}}, world_callback()};
  EXPECT_TRUE(page().callback(foreign, returned).done());
  EXPECT_EQ(returned.outcome, host_sdk::page::Outcome::refused);
}

TEST_F(Lifecycle, RefusesEveryHookOfACompanyThatIsNotConnected) {
  start();
  host_sdk::page::OptionsRequest units;
  units.company = company_;
  units.actor = dana_;
  units.picker = "organizational_units";
  host_sdk::page::OptionsAnswer options;
  EXPECT_EQ(page().options(units, options).code, ResultCode::refused);

  EXPECT_TRUE(task().run(company_, monitor_).done()) << "nothing is due for a company without a connection";
  EXPECT_EQ(provider().synchronize(company_, dana_, monitor_, host_sdk::SyncMode::apply).result.code,
            ResultCode::refused);
  EXPECT_EQ(provider().synchronize(company_, dana_, monitor_, host_sdk::SyncMode::preview).result.code,
            ResultCode::refused);
  EXPECT_EQ(provider().remove_all(company_, dana_, monitor_).code, ResultCode::refused);
  host_sdk::Explanation explanation;
  const host_sdk::PersonRequest ada{company_, dana_, "ada@acme.com"};
  EXPECT_EQ(provider().explain(ada, explanation).code, ResultCode::refused);
  for (const auto mode : {host_sdk::SyncMode::preview, host_sdk::SyncMode::apply})
    EXPECT_EQ(provider().synchronize_person(ada, monitor_, mode).result.code, ResultCode::refused);
  host_sdk::page::ActionAnswer answer;
  EXPECT_TRUE(page().act(action("unlink"), answer).done());
  EXPECT_EQ(answer.outcome, host_sdk::page::Outcome::refused);
}

TEST_F(Lifecycle, FailsASyncWithoutGoogleAndJoinsItsThreads) {
  start();
  world_.connect("acme");
  const auto result = task().run(company_, monitor_);
  EXPECT_EQ(result.code, ResultCode::try_again) << result.sentence;
  EXPECT_EQ(result.retry_after, std::chrono::minutes{15});
  const auto runs = world_.store()->list_runs("acme", 0, 10);
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].state, RunState::failed);
  EXPECT_EQ(threads(), threads_before_) << "a thread outlived its run";
  EXPECT_FALSE(world_.host().logger().contains("a-refresh-token"));
  EXPECT_FALSE(world_.host().logger().contains("a-secret"));
}

TEST_F(Lifecycle, UnlinksWithoutGoogleInAJob) {
  start();
  world_.connect("acme");
  auto unlink = action("unlink");
  unlink.confirmation = "acme.com";
  host_sdk::page::ActionAnswer answer;
  ASSERT_TRUE(page().act(unlink, answer).done());
  EXPECT_EQ(answer.started_job, "unlink");
  EXPECT_EQ(world_.host().jobs().run_all(), 1U);
  EXPECT_FALSE(world_.store()->load_connection("acme"));
  EXPECT_EQ(world_.host().secrets().count("acme"), 0U);
}

}  // namespace
}  // namespace gup::testing
