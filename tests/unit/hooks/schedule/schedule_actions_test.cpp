// The schedule on the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/action_names.hpp"
#include "page_reading.hpp"
#include "settings/schedule_form.hpp"
#include "sync/names.hpp"

namespace gup::testing {
namespace {

using namespace std::chrono_literals;
using host_sdk::ScheduleRule;
using host_sdk::ScheduleState;
using host_sdk::page::Outcome;
using ::testing::HasSubstr;

class SchedulePage : public ::testing::Test {
 protected:
  SchedulePage() {
    bench.connect();
    bench.set_up();
  }
  ScheduleState state() {
    ScheduleState read;
    EXPECT_TRUE(bench.host.schedule().read(kDailySyncTask, "acme", read).done());
    return read;
  }
  Bench bench;
};

TEST_F(SchedulePage, SavesTheRuleAndRecordsBothInWords) {
  const auto answer = bench.act(kSaveSchedule, {{"schedule_every", "24h"},
                                                {"schedule_time", "02:30"},
                                                {"schedule_zone", "Europe/Berlin"},
                                                {"quiet_days", "sunday"}});
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(state().rule, (ScheduleRule{24h, 2h + 30min, "Europe/Berlin", 0x40}));
  EXPECT_EQ(bench.audit_detail("schedule_saved"),
            "Schedule: every 24 hours → every 24 hours at 02:30 (Europe/Berlin), not on Sunday.");
  EXPECT_THAT(all_text(bench.page()), HasSubstr("every 24 hours at 02:30 (Europe/Berlin), not on Sunday"));
}

TEST_F(SchedulePage, ShowsErrorsAtTheFieldsAndKeepsTheFormerRule) {
  const auto answer = bench.act(kSaveSchedule, {{"schedule_zone", "Mars/Olympus"}, {"quiet_days", "sunday"}});
  EXPECT_EQ(answer.outcome, Outcome::invalid);
  EXPECT_EQ(answer.errors.count("schedule_zone"), 1U);
  EXPECT_EQ(state().rule, ScheduleRule{});
  EXPECT_FALSE(bench.audited("schedule_saved"));
}

TEST_F(SchedulePage, PausesWithTheNameOfWhoDidAndResumes) {
  EXPECT_EQ(bench.act(kPauseSchedule).outcome, Outcome::render);
  EXPECT_EQ(state().paused_by, "Dana Reyes");
  EXPECT_FALSE(bench.daily_sync_is_on());
  EXPECT_TRUE(bench.audited("schedule_paused"));
  const auto text = all_text(bench.page());
  EXPECT_THAT(text, HasSubstr("Paused by Dana Reyes on "));
  EXPECT_THAT(text, HasSubstr("Resume schedule"));
  EXPECT_EQ(bench.act(kPauseSchedule).outcome, Outcome::refused) << "a double click";

  EXPECT_EQ(bench.act(kResumeSchedule).outcome, Outcome::render);
  EXPECT_TRUE(bench.daily_sync_is_on());
  EXPECT_EQ(state().paused_by, "");
  EXPECT_TRUE(bench.audited("schedule_resumed"));
  EXPECT_TRUE(bench.runs.syncs.empty()) << "resuming does not sync";
  EXPECT_EQ(bench.act(kResumeSchedule).outcome, Outcome::refused) << "a double click";
}

TEST_F(SchedulePage, KeepsTheRuleWhilePaused) {
  (void)bench.act(kPauseSchedule);
  const auto answer = bench.act(kSaveSchedule, {{"schedule_every", "1h"}});
  EXPECT_THAT(answer.toast->text, HasSubstr("The schedule stays paused."));
  EXPECT_FALSE(bench.daily_sync_is_on());
  EXPECT_EQ(state().rule.every, 1h);
}

TEST_F(SchedulePage, StaysPausedAfterTheAccessComesBackIfAPersonPausedIt) {
  bench.connect(ConnectionState::reconnect_needed);
  ASSERT_TRUE(bench.host.schedule().pause(kDailySyncTask, "acme").done());
  EXPECT_EQ(bench.act(kResumeSchedule).outcome, Outcome::refused);
  EXPECT_EQ(bench.act(kPauseSchedule).outcome, Outcome::render);
  EXPECT_EQ(state().paused_by, "Dana Reyes");
  EXPECT_FALSE(bench.secret(kDailySyncWanted)) << "what a reconnect resumes";
}

TEST(SchedulePageBeforeTheStart, PausesAndResumesNothing) {
  Bench bench;
  EXPECT_EQ(bench.act(kSaveSchedule, {{"schedule_every", "1h"}}).outcome, Outcome::refused);
  bench.connect();
  EXPECT_EQ(bench.act(kPauseSchedule).outcome, Outcome::refused);
  EXPECT_EQ(bench.act(kResumeSchedule).outcome, Outcome::refused);
  EXPECT_EQ(bench.act(kSaveSchedule, {{"schedule_every", "1h"}}).outcome, Outcome::render)
      << "the schedule can be chosen before the start";
}

}  // namespace
}  // namespace gup::testing
