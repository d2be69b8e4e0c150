// The fakes fulfil the contracts of their services.
#include <gmock/gmock.h>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

using namespace std::chrono_literals;
using host_sdk::Actor;
using host_sdk::Company;
using host_sdk::IdKind;
using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::TaskMonitor;
using host_sdk::Timestamp;
using namespace host_sdk::fakes;
using ::testing::ElementsAre;

namespace {

const Company kAcme{"acme", "Acme Inc."};
const Actor kDana{"dana", "Dana Reyes", {"company.settings"}};

/// Reports one step, waits for a second, and returns `cancelled` if the wait was cancelled.
class Work : public host_sdk::JobWork {
 public:
  Result run(const Company& company, const Actor& /*actor*/, TaskMonitor& monitor) override {
    companies.push_back(company.id);
    host_sdk::Progress progress;
    progress.activity = "reading users";
    monitor.report(progress);
    if (!monitor.wait(1s)) return Result::failed(ResultCode::cancelled, "The job was cancelled.");
    return Result::ok();
  }
  std::vector<std::string> companies;
};

}  // namespace

TEST(FakeClock, MovesOnlyWhenTheTestMovesIt) {
  FakeClock clock;
  const auto start = clock.now();
  const auto steady_start = clock.steady_now();
  EXPECT_EQ(clock.now(), start);
  clock.advance(90s);
  EXPECT_EQ(clock.now() - start, 90s);
  EXPECT_EQ(clock.steady_now() - steady_start, 90s);
  clock.set(start);
  EXPECT_EQ(clock.now(), start);
  EXPECT_EQ(clock.steady_now() - steady_start, 90s);
}

TEST(FakeSecretStore, KeepsSecretsApartByCompany) {
  FakeSecretStore secrets;
  std::optional<std::string> value;
  ASSERT_TRUE(secrets.put("acme", "token", "1").done());
  ASSERT_TRUE(secrets.put("acme", "token", "2").done());
  EXPECT_TRUE(secrets.get("acme", "token", value).done());
  EXPECT_EQ(value, "2");
  EXPECT_TRUE(secrets.get("globex", "token", value).done());
  EXPECT_EQ(value, std::nullopt);
  EXPECT_EQ(secrets.count("acme"), 1U);
  EXPECT_TRUE(secrets.erase("acme", "token").done());
  EXPECT_TRUE(secrets.erase("acme", "token").done());
  EXPECT_EQ(secrets.count("acme"), 0U);
}

TEST(FakeSecretStore, RefusesLengthsOutOfRangeAndReturnsAScriptedError) {
  FakeSecretStore secrets;
  EXPECT_FALSE(secrets.put("acme", "", "x").done());
  EXPECT_FALSE(secrets.put("acme", std::string(129, 'n'), "x").done());
  EXPECT_FALSE(secrets.put("acme", "n", std::string(65'537, 'x')).done());
  secrets.fail_with(Result::again("The store cannot be reached."));
  EXPECT_EQ(secrets.put("acme", "n", "x").code, ResultCode::try_again);
  secrets.recover();
  EXPECT_TRUE(secrets.put("acme", "n", "x").done());
}

TEST(FakeIds, ReservesEachIdOncePerKind) {
  FakeIds ids;
  std::int64_t first = 0;
  ASSERT_TRUE(ids.reserve(IdKind::target_user, 10, first).done());
  EXPECT_EQ(first, 1);
  ASSERT_TRUE(ids.reserve(IdKind::target_user, 1, first).done());
  EXPECT_EQ(first, 11);
  ASSERT_TRUE(ids.reserve(IdKind::target_group, 1, first).done());
  EXPECT_EQ(first, 1);
  EXPECT_FALSE(ids.reserve(IdKind::target_user, 0, first).done());
  EXPECT_FALSE(ids.reserve(IdKind::target_user, 10'000'001, first).done());
}

TEST(FakeTaskMonitor, MovesTheClockInsteadOfWaiting) {
  FakeClock clock;
  FakeTaskMonitor monitor(&clock);
  const auto start = clock.now();
  EXPECT_TRUE(monitor.wait(6h));
  EXPECT_EQ(clock.now() - start, 6h);
  EXPECT_THAT(monitor.waits(), ElementsAre(6h));
}

TEST(FakeTaskMonitor, RequestsCancelAtTheScriptedCheck) {
  FakeTaskMonitor monitor;
  monitor.cancel_at_check(3);
  EXPECT_FALSE(monitor.cancel_requested());
  EXPECT_TRUE(monitor.wait(1s));
  EXPECT_FALSE(monitor.wait(1s));
  EXPECT_TRUE(monitor.cancel_requested());
  EXPECT_EQ(monitor.checks(), 4U);
}

TEST(FakeTaskMonitor, RequestsCancelAtTheScriptedActivity) {
  FakeTaskMonitor monitor;
  monitor.cancel_at_activity("applying");
  host_sdk::Progress progress;
  progress.activity = "reading users";
  monitor.report(progress);
  EXPECT_FALSE(monitor.cancel_requested());
  progress.activity = "applying changes";
  monitor.report(progress);
  EXPECT_TRUE(monitor.cancel_requested());
  EXPECT_EQ(monitor.reports().size(), 2U);
}

TEST(FakeJobs, RunsQueuedJobsInRunAll) {
  FakeHostServices host;
  Work work;
  EXPECT_EQ(host.jobs().status("acme", "sync"), std::nullopt);
  ASSERT_TRUE(host.jobs().start(kAcme, kDana, "sync", work).done());
  EXPECT_TRUE(host.jobs().status("acme", "sync")->running);
  EXPECT_TRUE(work.companies.empty());

  EXPECT_EQ(host.jobs().run_all(), 1U);
  EXPECT_THAT(work.companies, ElementsAre("acme"));
  const auto status = host.jobs().status("acme", "sync");
  EXPECT_FALSE(status->running);
  EXPECT_EQ(status->progress.activity, "reading users");
  EXPECT_EQ(status->result->code, ResultCode::ok);
  EXPECT_FALSE(host.jobs().cancel("acme", "sync"));
}

TEST(FakeJobs, KeepsARunningJobAtASecondStart) {
  FakeHostServices host;
  Work work;
  ASSERT_TRUE(host.jobs().start(kAcme, kDana, "sync", work).done());
  ASSERT_TRUE(host.jobs().start(kAcme, kDana, "sync", work).done());
  ASSERT_TRUE(host.jobs().start({"globex", "Globex"}, kDana, "sync", work).done());
  EXPECT_EQ(host.jobs().run_all(), 2U);
  ASSERT_TRUE(host.jobs().start(kAcme, kDana, "sync", work).done());
  EXPECT_EQ(host.jobs().run_all(), 1U);
}

TEST(FakeJobs, PassesOnACancelAndRefusesAtShutdown) {
  FakeHostServices host;
  Work work;
  ASSERT_TRUE(host.jobs().start(kAcme, kDana, "sync", work).done());
  EXPECT_TRUE(host.jobs().cancel("acme", "sync"));
  host.jobs().run_all();
  EXPECT_EQ(host.jobs().status("acme", "sync")->result->code, ResultCode::cancelled);
  host.jobs().shut_down();
  EXPECT_EQ(host.jobs().start(kAcme, kDana, "sync", work).code, ResultCode::refused);
}

TEST(FakeSchedule, KeepsDueTimesUntilPaused) {
  FakeHostServices host;
  const Timestamp first = host.clock().now() + 24h;
  EXPECT_EQ(host.schedule().next("p.task", "acme"), std::nullopt);
  ASSERT_TRUE(host.schedule().resume("p.task", "acme", first).done());
  EXPECT_EQ(host.schedule().next("p.task", "acme"), first);
  EXPECT_EQ(host.schedule().next("p.task", "globex"), std::nullopt);
  ASSERT_TRUE(host.schedule().pause("p.task", "acme").done());
  EXPECT_EQ(host.schedule().next("p.task", "acme"), std::nullopt);
}

TEST(FakeHostServices, RecordsWhatAPluginReports) {
  FakeHostServices host;
  host_sdk::HostServices& services = host;
  services.logger().warning("acme", host_sdk::LogLine("grant_gone"));
  services.audit_trail().record("acme", kDana, "connected", "to example.com");
  services.page_events().page_changed("acme", "google");
  services.notices().show("acme",
                          {"reconnect", host_sdk::page::Tone::warning, "Reconnect", "The grant is gone."});

  EXPECT_TRUE(host.logger().contains("grant"));
  EXPECT_FALSE(host.logger().contains("token"));
  EXPECT_THAT(host.audit_trail().actions("acme"), ElementsAre("connected"));
  EXPECT_EQ(host.page_events().count("acme"), 1U);
  EXPECT_EQ(host.notices().notice("acme", "reconnect")->title, "Reconnect");
  services.notices().clear("acme", "reconnect");
  EXPECT_FALSE(host.notices().notice("acme", "reconnect").has_value());
  EXPECT_EQ(host.notices().shown("acme", "reconnect"), 1U);
  EXPECT_EQ(host.companies().find("acme")->name, "Acme Inc.");
  EXPECT_EQ(services.callback_url("google"), "http://127.0.0.1:8080/plugins/test-plugin/callback/google");
}

TEST(FakeHostServices, RefusesNamesThatAHostRefuses) {
  FakeHostServices host;
  for (const char* name : {"", "Return", "return/../x", "a-name-of-more-than-32-characters-"})
    EXPECT_EQ(host.callback_url(name), "") << name;
  struct : host_sdk::JobWork {
    host_sdk::Result run(const host_sdk::Company&, const host_sdk::Actor&, host_sdk::TaskMonitor&) override {
      return host_sdk::Result::ok();
    }
  } work;
  EXPECT_EQ(host.jobs().start(kAcme, kDana, "", work).code, host_sdk::ResultCode::operator_action);
  EXPECT_EQ(host.jobs().start(kAcme, kDana, "sync now", work).code, host_sdk::ResultCode::operator_action);
  host_sdk::ScheduleState state;
  EXPECT_EQ(host.schedule().read("task", "acme", state).code, host_sdk::ResultCode::refused);
}

TEST(FakeHostServices, RefusesTasksOfOtherPluginsThanItsOwn) {
  FakeHostServices host;
  host.serve("hello");
  EXPECT_EQ(host.callback_url("google"), "http://127.0.0.1:8080/plugins/hello/callback/google");
  EXPECT_TRUE(host.schedule().resume("hello.task", "acme", {}).done());
  const auto refused = host.schedule().resume("elephant.task", "acme", {});
  EXPECT_EQ(refused.code, host_sdk::ResultCode::refused);
  EXPECT_EQ(refused.sentence, "The task 'elephant.task' belongs to another plugin.");
  EXPECT_EQ(host.schedule().pause("hello.", "acme").code, host_sdk::ResultCode::refused);
  EXPECT_EQ(host.schedule().set_rule("hellotask", "acme", {}).code, host_sdk::ResultCode::refused);
}

/// A service that a later version of the SDK could have.
struct Weather {
  static constexpr std::string_view kId = "host_sdk.weather/1";
  virtual ~Weather() = default;
  virtual int degrees() = 0;
};

TEST(FakeHostServices, LendsServicesThatAreFoundByTheirId) {
  struct : Weather {
    int degrees() override { return 21; }
  } weather;
  FakeHostServices host;
  EXPECT_EQ(host_sdk::find_service<Weather>(host), nullptr);
  host.lend(std::string(Weather::kId), static_cast<Weather*>(&weather));
  ASSERT_NE(host_sdk::find_service<Weather>(host), nullptr);
  EXPECT_EQ(host_sdk::find_service<Weather>(host)->degrees(), 21);
}
