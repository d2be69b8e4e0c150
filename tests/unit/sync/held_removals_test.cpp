// Held removals that an administrator approves or dismisses.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

/// 40 users. The last 30 were deleted, and their removals are held.
class HeldRemovals : public ::testing::Test {
 protected:
  HeldRemovals() {
    bench.set_people(40);
    (void)bench.sync();
    bench.remove_people(30);
    (void)bench.sync();
  }

  static std::set<std::string> ids(int from, int to) {
    std::set<std::string> ids;
    for (int number = from; number <= to; ++number) ids.insert("u" + std::to_string(number));
    return ids;
  }
  std::int64_t held() { return bench.store.count_removals("acme").held; }

  SyncBench bench;
};

TEST_F(HeldRemovals, AreCarriedOutWhenApproved) {
  ASSERT_EQ(held(), 30);
  const auto outcome = bench.sync(RunTrigger::page, ids(11, 40));
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.removed, 30);
  EXPECT_EQ(bench.emails().size(), 10U);
  EXPECT_EQ(held(), 0);
  EXPECT_FALSE(bench.host.notices().notice("acme", kHeldNotice));
}

TEST_F(HeldRemovals, NameWhoApprovedThemInTheReportAndTheHistory) {
  const auto report = bench.sync(RunTrigger::page, ids(11, 40)).report;
  EXPECT_THAT(report.remarks, ElementsAre("Dana Reyes approved 30 removals."));
  const auto changes = bench.store.run_changes(report.run_id, {plan::ChangeKind::removed}, 0, 1);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].reason, "Deleted in Google; approved by Dana Reyes");
  EXPECT_EQ(bench.last_run().started_by, "Dana Reyes");
}

TEST_F(HeldRemovals, AreNotCarriedOutIfThePersonIsBack) {
  bench.set_people(12);
  const auto outcome = bench.sync(RunTrigger::page, ids(11, 40));
  EXPECT_EQ(outcome.report.removed, 28);
  EXPECT_EQ(bench.emails().size(), 12U);
  EXPECT_THAT(outcome.report.remarks, Contains(HasSubstr("2 of these users stay")));
}

TEST_F(HeldRemovals, AreNotCarriedOutIfGoogleDoesNotAnswer) {
  bench.google.lookup_results["u11"] = LookupResult::unclear;
  const auto outcome = bench.sync(RunTrigger::page, ids(11, 40));
  EXPECT_EQ(outcome.report.removed, 29);
  EXPECT_THAT(
      outcome.report.remarks,
      ElementsAre("Dana Reyes approved 30 removals. 1 of these users stays, because Google did not confirm "
                  "that they have to leave."));
}

TEST_F(HeldRemovals, StayHeldUnlessTheyAreApproved) {
  const auto outcome = bench.sync(RunTrigger::page, ids(12, 40));
  EXPECT_EQ(outcome.result.code, ResultCode::review_needed);
  EXPECT_EQ(outcome.report.removed, 29);
  EXPECT_THAT(bench.store.held_removals("acme", 0, 0),
              ElementsAre(Field(&plan::HeldRemoval::external_id, "u11")));
  EXPECT_EQ(outcome.result.sentence, "1 removal waits for your approval: all other changes were applied.");
  const auto next = bench.sync();
  EXPECT_EQ(next.report.removed, 0) << "one of eleven is within the limit";
  EXPECT_EQ(next.result.sentence,
            "1 removal waits for your approval: no user or target group was removed, all other changes were "
            "applied.");
}

TEST_F(HeldRemovals, EndWhenAnAdministratorRaisesTheLimitAboveThem) {
  (void)bench.sync(RunTrigger::page, ids(12, 40));
  SyncSettings settings;
  settings.removal_limit.at_least = 10;
  bench.set_up(settings);
  EXPECT_EQ(bench.sync().report.held, 1) << "a lower limit";
  settings.removal_limit.at_least = 11;
  bench.set_up(settings);
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.removed, 1);
  EXPECT_EQ(held(), 0);
}

TEST_F(HeldRemovals, EndWithARaisedLimitHoweverManyWereDismissedOneByOne) {
  for (int number = 11; number <= 30; ++number) ASSERT_TRUE(bench.dismiss(ids(number, number)).done());
  SyncSettings settings;
  settings.removal_limit.at_least = 21;
  bench.set_up(settings);
  EXPECT_EQ(bench.sync().report.removed, 10);
  EXPECT_EQ(held(), 0);
}

TEST_F(HeldRemovals, KeepTheNoticeOfAnUnclearSyncHoweverManyWereDismissedOneByOne) {
  bench.google.lookup_results["u40"] = LookupResult::unclear;
  (void)bench.sync();
  for (int number = 11; number <= 39; ++number) ASSERT_TRUE(bench.dismiss(ids(number, number)).done());
  EXPECT_EQ(held(), 1) << "it waits until Google tells";
  EXPECT_TRUE(bench.host.notices().notice("acme", kHeldNotice));
}

TEST_F(HeldRemovals, DoNotCountTowardsTheLimitOnceApproved) {
  ASSERT_TRUE(bench.sync(RunTrigger::page, ids(11, 40)).result.done());
  bench.remove_people(1);
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.removed, 1) << "30 approved removals are not part of the ordinary turnover";
}

TEST_F(HeldRemovals, LeaveTheListWhenThePersonIsBack) {
  bench.set_people(40);
  EXPECT_EQ(bench.sync().result.code, ResultCode::ok);
  EXPECT_EQ(held(), 0);
}

TEST_F(HeldRemovals, AreDismissedInARunOfTheirOwn) {
  const auto calls = bench.google.calls.size();
  const auto result = bench.dismiss(ids(11, 40));
  EXPECT_EQ(result.code, ResultCode::ok) << result.sentence;
  EXPECT_EQ(result.sentence, "30 held removals were dismissed: the target users stay as they are.");
  EXPECT_EQ(held(), 0);
  EXPECT_EQ(bench.google.calls.size(), calls) << "Google is not asked";
  EXPECT_EQ(bench.last_run().kind, RunKind::dismissal);
  EXPECT_EQ(bench.last_run().started_by, "Dana Reyes");
  EXPECT_EQ(bench.last_run().state, RunState::done);
  EXPECT_FALSE(bench.host.notices().notice("acme", kHeldNotice));
  EXPECT_TRUE(bench.lease_is_free());

  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(bench.emails().size(), 40U) << "dismissed people stay";
}

TEST_F(HeldRemovals, StayDismissedUntilThePersonIsSeenAgain) {
  ASSERT_TRUE(bench.dismiss(ids(11, 40)).done());
  bench.set_people(40);
  EXPECT_EQ(bench.sync().result.code, ResultCode::ok);
  bench.remove_people(30);
  EXPECT_EQ(bench.sync().report.held, 30) << "they left again";
}

TEST_F(HeldRemovals, CanBeApprovedAfterTheyWereDismissed) {
  ASSERT_TRUE(bench.dismiss(ids(11, 40)).done());
  EXPECT_EQ(bench.store.dismissed_removals("acme", 0, 0).size(), 30U);
  EXPECT_EQ(bench.sync(RunTrigger::page, {"u11"}).report.removed, 1);
  EXPECT_EQ(bench.emails().size(), 39U);
}

TEST_F(HeldRemovals, KeepTheNoticeWhileSomeAreHeld) {
  ASSERT_TRUE(bench.dismiss({"u11"}).done());
  EXPECT_EQ(held(), 29);
  EXPECT_TRUE(bench.host.notices().notice("acme", kHeldNotice));
}

TEST_F(HeldRemovals, KeepTheNoticeWhileGoogleDoesNotConfirmAnotherRemoval) {
  bench.google.lookup_results["u40"] = LookupResult::unclear;
  (void)bench.sync();
  EXPECT_EQ(bench.last_run().unclear, 1);
  ASSERT_TRUE(bench.dismiss(ids(11, 39)).done());
  EXPECT_EQ(held(), 1) << "it waits until Google tells";
  EXPECT_TRUE(bench.host.notices().notice("acme", kHeldNotice));
}

TEST_F(HeldRemovals, CannotBeDismissedOnceTheyAreNoLongerHeld) {
  const auto result = bench.dismiss({"u1", "unknown"});
  EXPECT_EQ(result.code, ResultCode::refused);
  EXPECT_EQ(bench.last_run().state, RunState::failed);
  EXPECT_EQ(held(), 30);
}

TEST_F(HeldRemovals, AreNotDismissedWithoutAConnection) {
  bench.disconnect();
  EXPECT_EQ(bench.dismiss({"u11"}).code, ResultCode::refused);
  EXPECT_EQ(held(), 30);
}

TEST_F(HeldRemovals, DoNotCountADismissalAsTheEndOfAFailure) {
  bench.fail_at("users", ResultCode::try_again, "Google could not be reached.");
  EXPECT_EQ(bench.sync().result.retry_after, std::chrono::minutes{15});
  ASSERT_TRUE(bench.dismiss({"u11"}).done());
  EXPECT_EQ(bench.sync().result.retry_after, std::chrono::minutes{30});
}

TEST_F(HeldRemovals, AreNotCarriedOutByASyncOfOnePerson) {
  const auto outcome = bench.here.engine.synchronize_person(
      bench.company, {bench.dana, RunTrigger::page, {}, host_sdk::SyncMode::apply}, "u11@acme.com",
      bench.monitor);
  EXPECT_FALSE(outcome.explanation.changed) << "one removal is within the limit, but this one was held";
  EXPECT_EQ(bench.emails().size(), 40U);
  EXPECT_EQ(held(), 30);
}

TEST_F(HeldRemovals, OfTargetGroupsStayDismissedAfterASyncOfOnePerson) {
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  settings.removal_limit = {.percent = 1, .at_least = 1};
  bench.set_people(40);
  bench.set_up(settings);
  (void)bench.sync();
  settings.method = SyncMethod::target_users;
  bench.set_up(settings);
  (void)bench.sync();
  std::set<std::string> groups;
  for (const auto& removal : bench.store.held_removals("acme", 0, 0)) groups.insert(removal.external_id);
  ASSERT_FALSE(groups.empty());
  ASSERT_TRUE(bench.dismiss(groups).done());
  bench.google.directory.users.at(0).given_name = "Augusta";
  const auto outcome = bench.here.engine.synchronize_person(
      bench.company, {bench.dana, RunTrigger::page, {}, host_sdk::SyncMode::apply}, "u1@acme.com",
      bench.monitor);
  EXPECT_TRUE(outcome.explanation.changed);
  EXPECT_EQ(bench.store.dismissed_removals("acme", 0, 0).size(), groups.size());
}

}  // namespace
}  // namespace gup::testing
