// Starting and stopping runs from the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "sync/names.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::Outcome;
using host_sdk::page::Tone;
using ::testing::HasSubstr;

TEST(StartSync, SavesStartsTheDailySyncAndARun) {
  Bench bench;
  bench.connect();
  const auto answer = bench.act("start_sync", {{"source", "groups"}, {"groups_scope", "all"}});
  ASSERT_EQ(answer.outcome, Outcome::render) << bench.result.sentence;
  EXPECT_EQ(answer.started_job, "sync");
  EXPECT_EQ(answer.path, "") << "the overview shows the progress";
  EXPECT_EQ(bench.store.load_settings("acme")->settings.source, SyncSource::groups);
  EXPECT_EQ(bench.host.schedule().next(kDailySyncTask, "acme"), host_sdk::fakes::FakeSchedule::kFirst)
      << "the first time of its rule";
  EXPECT_EQ(bench.host.jobs().queued(), 1U) << "the page does not wait for the run";
  bench.host.jobs().run_all();
  ASSERT_EQ(bench.runs.syncs.size(), 1U);
  EXPECT_EQ(bench.runs.syncs[0].trigger, RunTrigger::page);
  EXPECT_EQ(bench.runs.syncs[0].actor.name, "Dana Reyes");
  EXPECT_TRUE(bench.audited("daily_sync_started"));
  EXPECT_TRUE(bench.audited("sync_started"));
}

TEST(StartSync, SavesTheDefaultsWhenNothingElseIsSaid) {
  Bench bench;
  bench.connect();
  EXPECT_EQ(bench.act("start_sync").outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 1);
}

TEST(StartSync, StartsNothingWhenAFieldIsWrong) {
  Bench bench;
  bench.connect();
  EXPECT_EQ(bench.act("start_sync", {{"scope", "chosen"}}).outcome, Outcome::invalid);
  EXPECT_EQ(bench.host.jobs().queued(), 0U);
  EXPECT_FALSE(bench.daily_sync_is_on());
}

TEST(StartSync, LeavesTheNextTimeAloneWhenTheDailySyncIsOn) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto next = bench.host.schedule().next(kDailySyncTask, "acme");
  bench.host.clock().advance(std::chrono::hours{3});
  (void)bench.act("start_sync");
  EXPECT_EQ(bench.host.schedule().next(kDailySyncTask, "acme"), next);
}

TEST(StartSync, IsRefusedBeforeConnectingAndWhileAccessIsLost) {
  Bench bench;
  EXPECT_EQ(bench.act("start_sync").outcome, Outcome::refused);
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_EQ(bench.act("start_sync").outcome, Outcome::refused);
  EXPECT_EQ(bench.act("sync_now").outcome, Outcome::refused);
}

TEST(SyncNow, RunsOnceAndLeavesTheScheduleAlone) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.host.schedule().pause(kDailySyncTask, "acme");
  const auto answer = bench.act("sync_now");
  EXPECT_EQ(answer.started_job, "sync");
  EXPECT_FALSE(bench.daily_sync_is_on());
}

TEST(SyncNow, IsRefusedBeforeAnythingWasSaved) {
  Bench bench;
  bench.connect();
  EXPECT_EQ(bench.act("sync_now").outcome, Outcome::refused);
}

TEST(SyncNow, JoinsARunningSyncInsteadOfStartingAnother) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.add_live_run();
  const auto answer = bench.act("sync_now");
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.started_job, "sync") << "the command line waits for the job, which joins the run";
  EXPECT_EQ(answer.toast->tone, Tone::info);
  EXPECT_THAT(answer.toast->text, HasSubstr("already running"));
  EXPECT_TRUE(bench.audited("sync_joined"));
}

TEST(SyncNow, PressedTwiceStartsOneJob) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("sync_now");
  EXPECT_THAT(bench.act("sync_now").toast->text, HasSubstr("already running"));
  EXPECT_EQ(bench.host.jobs().queued(), 1U);
}

TEST(SyncNow, RecordsThatItWasStartedFromACommandLine) {
  Bench bench;
  bench.connect();
  bench.set_up();
  auto request = bench.request("sync_now");
  request.actor = bench.command_line;
  (void)bench.act(request);
  bench.host.jobs().run_all();
  EXPECT_EQ(bench.runs.syncs.at(0).trigger, RunTrigger::command_line);
}

TEST(StopSync, StopsTheRunThatIsUnderWay) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.add_live_run();
  EXPECT_EQ(bench.act("stop_sync").outcome, Outcome::render);
  EXPECT_EQ(bench.runs.stops, 1);
  EXPECT_TRUE(bench.daily_sync_is_on()) << "stopping a run does not stop the daily sync";
  EXPECT_TRUE(bench.audited("sync_stopped"));
}

TEST(StopSync, StopsAJobWhoseRunHasNotBegun) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("sync_now");
  (void)bench.act("stop_sync");
  EXPECT_TRUE(bench.audited("sync_stopped"));
  EXPECT_TRUE(bench.daily_sync_is_on());
}

TEST(StopSync, NamesWhatItStops) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("preview");
  EXPECT_THAT(bench.act("stop_sync").toast->text, HasSubstr("The preview is stopping."));
  EXPECT_EQ(bench.audit_detail("sync_stopped"), "Stopped the running preview.");
  bench.add_live_run(RunKind::undo);
  EXPECT_THAT(bench.act("stop_sync").toast->text, HasSubstr("The undo is stopping."));
  bench.runs.live->kind = RunKind::dismissal;
  EXPECT_THAT(bench.act("stop_sync").toast->text, HasSubstr("The dismissal of removals is stopping."));
  EXPECT_EQ(bench.audit_detail("sync_stopped"), "Stopped the running dismissal of removals.");
}

TEST(StopSync, PausesTheScheduleWhenNoneRuns) {
  Bench bench;
  bench.connect();
  bench.set_up();
  EXPECT_EQ(bench.act("stop_sync").outcome, Outcome::render);
  EXPECT_FALSE(bench.daily_sync_is_on());
  EXPECT_TRUE(bench.audited("schedule_paused"));
}

TEST(StopSync, IsRefusedWhenThereIsNothingToStop) {
  Bench bench;
  bench.connect();
  EXPECT_EQ(bench.act("stop_sync").outcome, Outcome::refused);
}

TEST(StopSync, DoesNotStopAnUnlink) {
  Bench bench;
  bench.connect(ConnectionState::unlinking);
  bench.add_live_run(RunKind::unlink);
  EXPECT_EQ(bench.act("stop_sync").outcome, Outcome::refused);
  EXPECT_EQ(bench.runs.stops, 0);
}

/// What a job records has to come after its start, so the start is recorded first, and its refusal after it.
TEST(StartedJobs, AreRecordedBeforeTheyStart) {
  for (const auto& [action, recorded] : std::vector<std::pair<const char*, const char*>>{
           {"sync_now", "sync_started"}, {"preview", "preview_started"}, {"unlink", "unlink_started"}}) {
    Bench bench;
    bench.connect();
    bench.set_up();
    bench.host.jobs().shut_down();
    auto request = bench.request(action);
    request.confirmation = "acme.com";
    (void)bench.act(request);
    EXPECT_FALSE(bench.result.done()) << action;
    const auto actions = bench.host.audit_trail().actions("acme");
    ASSERT_GE(actions.size(), 2U) << action;
    EXPECT_EQ(actions[actions.size() - 2], recorded);
    EXPECT_EQ(actions.back(), "start_refused") << action;
  }
}

TEST(UnknownActions, AreRefused) {
  Bench bench;
  EXPECT_EQ(bench.act("delete_everything").outcome, Outcome::refused);
}

}  // namespace
}  // namespace gup::testing
