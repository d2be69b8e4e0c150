// The scheduled task, the user provider, and the exception boundary of all hooks.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::SyncMode;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(DailySync, HasTheNameAndThePeriodOfTheSettings) {
  Bench bench;
  bench.deployment.every = std::chrono::hours{6};
  EXPECT_EQ(bench.task.task_id(), "google-user-provisioning.daily-sync");
  EXPECT_EQ(bench.task.default_period(), std::chrono::hours{6});
}

TEST(DailySync, DoesNothingForACompanyThatIsNotConnectedOrNotSetUp) {
  Bench bench;
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_EQ(bench.task.run(bench.company, monitor).code, ResultCode::ok);
  bench.connect();
  EXPECT_EQ(bench.task.run(bench.company, monitor).code, ResultCode::ok);
  bench.set_up();
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_EQ(bench.task.run(bench.company, monitor).code, ResultCode::ok);
  EXPECT_TRUE(bench.runs.syncs.empty());
}

TEST(DailySync, RunsAsTheScheduleAndPassesTheOutcomeOn) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.runs.outcome.result =
      host_sdk::Result::again("Google could not be reached.", std::chrono::minutes{15});
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto result = bench.task.run(bench.company, monitor);
  EXPECT_EQ(result.code, ResultCode::try_again);
  EXPECT_EQ(result.retry_after, std::chrono::minutes{15});
  ASSERT_EQ(bench.runs.syncs.size(), 1U);
  EXPECT_EQ(bench.runs.syncs[0].trigger, RunTrigger::schedule);
  EXPECT_EQ(bench.runs.syncs[0].actor.name, "Schedule");
}

TEST(DailySync, IsRetriedSoonOnlyIfGoogleKeptFailingWhatNeedsReview) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.runs.outcome.result =
      host_sdk::Result::failed(ResultCode::review_needed, "Members stay as they are.");
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_EQ(bench.task.run(bench.company, monitor).code, ResultCode::review_needed);
  bench.runs.outcome.result.retry_after = std::chrono::minutes{15};
  const auto result = bench.task.run(bench.company, monitor);
  EXPECT_EQ(result.code, ResultCode::try_again);
  EXPECT_EQ(result.sentence, "Members stay as they are.");
}

TEST(UserProvider, SynchronizesAsTheCommandLine) {
  Bench bench;
  bench.runs.outcome.report.added = 3;
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto outcome =
      bench.provider.synchronize(bench.company, bench.command_line, monitor, SyncMode::apply);
  EXPECT_EQ(outcome.report.added, 3);
  EXPECT_EQ(bench.runs.syncs.at(0).trigger, RunTrigger::command_line);
  EXPECT_EQ(bench.provider.provider_id(), "google-workspace");
}

TEST(UserProvider, ExplainsOnlyPeopleOfAConnectedCompany) {
  Bench bench;
  host_sdk::Explanation explanation;
  const host_sdk::PersonRequest ada{bench.company, bench.dana, "ada@acme.com"};
  EXPECT_EQ(bench.provider.explain(ada, explanation).code, ResultCode::refused);
  bench.connect();
  EXPECT_EQ(bench.provider.explain(ada, explanation).code, ResultCode::ok);
  EXPECT_FALSE(explanation.found);
  EXPECT_EQ(bench.provider.explain({bench.company, bench.dana, "\xff"}, explanation).code,
            ResultCode::refused);
}

TEST(UserProvider, SyncsOnePersonAsTheCommandLine) {
  Bench bench;
  bench.connect();
  bench.runs.person_outcome.explanation.email = "ada@acme.com";
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto outcome = bench.provider.synchronize_person({bench.company, bench.command_line, "ada@acme.com"},
                                                         monitor, SyncMode::apply);
  EXPECT_TRUE(outcome.result.done());
  ASSERT_EQ(bench.runs.person_syncs.size(), 1U);
  EXPECT_EQ(bench.runs.person_syncs[0].trigger, RunTrigger::command_line);
  EXPECT_TRUE(bench.audited("person_synced"));
  (void)bench.provider.synchronize_person({bench.company, bench.command_line, ""}, monitor, SyncMode::apply);
  EXPECT_EQ(bench.runs.person_syncs.size(), 1U) << "no address";
}

TEST(UserProvider, RemovesEverythingThroughTheEngine) {
  Bench bench;
  bench.connect();
  bench.set_up();
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_TRUE(bench.provider.remove_all(bench.company, bench.command_line, monitor).done());
  EXPECT_EQ(bench.runs.unlinks.size(), 1U);
  EXPECT_FALSE(daily_sync_wanted(bench.context, "acme"));
}

TEST(UserProvider, EndsTheIntegrationAndKeepsTheUsers) {
  Bench bench;
  bench.connect();
  bench.set_up();
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_EQ(bench.provider.release_all("other", bench.company, bench.command_line, monitor).code,
            ResultCode::refused);
  EXPECT_TRUE(bench.runs.unlinks.empty());
  EXPECT_TRUE(
      bench.provider.release_all("google-workspace", bench.company, bench.command_line, monitor).done());
  EXPECT_EQ(bench.runs.unlinked_rows, UnlinkedRows::kept);
  EXPECT_FALSE(daily_sync_wanted(bench.context, "acme"));
}

TEST(ExceptionBoundary, HidesTheDetailsOfUnexpectedErrors) {
  Bench bench;
  bench.runs.throws_unexpectedly = true;
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto result = bench.provider.synchronize(bench.company, bench.dana, monitor, SyncMode::apply).result;
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_THAT(result.sentence, Not(HasSubstr("_M_range_check")));
  EXPECT_TRUE(bench.host.logger().contains("_M_range_check"));
}

TEST(ExceptionBoundary, ReturnsTheResultOfAFailure) {
  Bench bench;
  bench.host.secrets().fail_with(host_sdk::Result::again("The secret store cannot be reached."));
  (void)bench.act("connect");
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  EXPECT_EQ(bench.result.sentence, "The secret store cannot be reached.");
}

TEST(SettingsPage, IsUnderCompanySettingsForAdministrators) {
  Bench bench;
  const auto identity = bench.hook.identity();
  EXPECT_EQ(identity.slug, "google-user-provisioning");
  EXPECT_EQ(identity.title, "Google User Provisioning");
  EXPECT_THAT(identity.menu_path, ::testing::ElementsAre("Company", "Company Settings"));
  EXPECT_EQ(identity.required_role, "administrator");
}

}  // namespace
}  // namespace gup::testing
