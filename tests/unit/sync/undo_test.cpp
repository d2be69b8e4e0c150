// Undoing runs, from the lease to the report.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::HasSubstr;

class Undo : public ::testing::Test {
 protected:
  // GoogleTest's own Run would be found first.
  using Run = gup::Run;

  Undo() {
    bench.set_people(40);
    (void)bench.sync();
  }

  /// A sync that removes the last people and adds one.
  std::int64_t sync_with_changes() {
    bench.remove_people(5);
    return bench.sync().report.run_id;
  }
  /// A second later than everything before, so that its rows have a time of their own.
  std::int64_t later_sync() {
    bench.host.clock().advance(std::chrono::seconds{1});
    return bench.sync().report.run_id;
  }
  host_sdk::Result later_undo(std::int64_t run_id) {
    bench.host.clock().advance(std::chrono::seconds{1});
    return undo(run_id);
  }
  host_sdk::Result undo(std::int64_t run_id) {
    return bench.here.engine.undo_run(bench.company, {bench.dana, RunTrigger::page}, run_id, bench.monitor);
  }
  HostUser row_of(const std::string& external_id) {
    for (const HostUser& user : bench.store.users("acme"))
      if (user.row.external_id == external_id) return user;
    return {};
  }

  SyncBench bench;
};

TEST_F(Undo, RestoresTheSameRowsAndPausesTheDailySync) {
  const std::int64_t id = row_of("u40").row.id;
  const auto run_id = sync_with_changes();
  ASSERT_EQ(bench.emails().size(), 35U);
  const auto result = undo(run_id);
  EXPECT_EQ(result.code, ResultCode::ok);
  EXPECT_THAT(result.sentence, HasSubstr("The sync of 1 Jan 2026, 00:00 UTC was undone: 5 users restored."));
  EXPECT_THAT(result.sentence, HasSubstr("The daily sync is paused"));
  EXPECT_EQ(row_of("u40").row.id, id);
  EXPECT_FALSE(bench.due_in());
  EXPECT_FALSE(bench.secret(kDailySyncWanted));
  EXPECT_TRUE(bench.lease_is_free());
  const Run run = bench.last_run();
  EXPECT_EQ(run.kind, RunKind::undo);
  EXPECT_EQ(run.report.added, 5);
  EXPECT_EQ(bench.store.load_run(run_id)->undone_by, run.id);
  EXPECT_EQ(bench.host.audit_trail().actions("acme").back(), "run_undone");
}

TEST_F(Undo, IsRepeatedByTheNextSync) {
  (void)undo(sync_with_changes());
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.removed, 5);
  EXPECT_EQ(outcome.report.unchanged, 35);
  EXPECT_EQ(bench.emails().size(), 35U);
}

TEST_F(Undo, LeavesNothingToDoIfGoogleHasThePeopleAgain) {
  const auto run_id = sync_with_changes();
  (void)undo(run_id);
  bench.set_people(40);
  const auto writes = bench.store.row_writes();
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.unchanged, 40);
  EXPECT_EQ(bench.store.row_writes(), writes);
}

TEST_F(Undo, DoesNotCountTheRestoredPeopleTowardsTheRemovalLimit) {
  (void)undo(sync_with_changes());
  plan::PersonIds ids;
  EXPECT_EQ(bench.store.load_state("acme", host_sdk::Timestamp{}, ids, {}).recent.removed, 0);
}

TEST_F(Undo, OfTheFirstSyncDeletesItsUsers) {
  const auto first = bench.last_run().id;
  EXPECT_EQ(undo(first).code, ResultCode::ok);
  EXPECT_TRUE(bench.store.users("acme").empty());
  plan::PersonIds ids;
  EXPECT_TRUE(bench.store.load_state("acme", host_sdk::Timestamp{}, ids, {}).links.empty());
}

TEST_F(Undo, NamesWhatItLeavesAlone) {
  const auto run_id = sync_with_changes();
  bench.store.put_user(hand_made_user("acme", 900, row_of("u1").row.fields.email + "x"));
  HostUser newcomer = hand_made_user("acme", 901, "u40@acme.com");
  bench.store.put_user(newcomer);
  const auto result = undo(run_id);
  EXPECT_THAT(result.sentence, HasSubstr("4 users restored."));
  EXPECT_THAT(result.sentence,
              HasSubstr("Left alone: u40@acme.com (the address is in use by another target user)."));
  const auto left = bench.store.run_changes(bench.last_run().id, {plan::ChangeKind::skipped}, 0, 10);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].email, "u40@acme.com");
  EXPECT_EQ(bench.last_run().report.skipped, 1);
}

TEST_F(Undo, KeepsTheScheduleIfNothingCanBeUndone) {
  const auto first = bench.last_run().id;
  const auto due = bench.due_in();
  for (const HostUser& user : bench.store.users("acme")) bench.store.erase_user(user.row.id);
  const auto result = undo(first);
  EXPECT_EQ(result.code, ResultCode::refused);
  EXPECT_THAT(result.sentence, HasSubstr("Nothing was undone, because everything"));
  EXPECT_THAT(result.sentence, HasSubstr("u1@acme.com (already deleted)"));
  EXPECT_EQ(bench.due_in(), due);
  EXPECT_EQ(bench.store.load_run(first)->undone_by, 0);
}

TEST_F(Undo, IsRefusedTheSecondTime) {
  const auto run_id = sync_with_changes();
  (void)undo(run_id);
  const auto result = undo(run_id);
  EXPECT_EQ(result.code, ResultCode::refused);
  EXPECT_THAT(result.sentence, HasSubstr("was already undone"));
  EXPECT_EQ(undo(4711).code, ResultCode::refused);
}

TEST_F(Undo, PlansAgainWhenRowsChangeMeanwhile) {
  const auto run_id = sync_with_changes();
  bool changed = false;
  bench.store.before(TestStore::Call::apply_undo, [&] {
    if (changed) return;
    changed = true;
    bench.store.put_user(hand_made_user("acme", 901, "u40@acme.com"));
  });
  EXPECT_THAT(undo(run_id).sentence, HasSubstr("4 users restored."));
}

TEST_F(Undo, IsDoneIfTheAnswerOfItsCommitIsLost) {
  const auto run_id = sync_with_changes();
  bench.store.after_commit([] { throw Failure(ResultCode::try_again, "The connection broke."); });
  EXPECT_EQ(undo(run_id).code, ResultCode::ok);
  EXPECT_FALSE(bench.due_in());
  EXPECT_EQ(bench.emails().size(), 40U);
}

TEST_F(Undo, ChangesNothingWhenItIsStopped) {
  const auto run_id = sync_with_changes();
  bench.store.before(TestStore::Call::load_undo, [&] { bench.here.engine.request_stop("acme"); });
  EXPECT_EQ(undo(run_id).code, ResultCode::cancelled);
  EXPECT_EQ(bench.emails().size(), 35U);
  EXPECT_TRUE(bench.due_in());
}

TEST_F(Undo, KeepsRemovalsThatWereDismissedSince) {
  bench.google.directory.users.back().given_name = "Renamed";
  const auto run_id = later_sync();
  bench.remove_people(30);
  ASSERT_EQ(bench.sync().report.held, 30);
  ASSERT_TRUE(bench.dismiss({"u40"}).done());
  EXPECT_THAT(later_undo(run_id).sentence, HasSubstr("1 user changed back"));
  const auto dismissed = bench.store.dismissed_removals("acme", 0, 0);
  ASSERT_EQ(dismissed.size(), 1U);
  EXPECT_EQ(dismissed[0].external_id, "u40");
  (void)bench.sync();
  EXPECT_EQ(bench.emails().size(), 40U);
}

TEST_F(Undo, LetsTheNextSyncRevertAnEditInTheHostAgain) {
  HostUser edited = row_of("u1");
  edited.row.fields.job_title = "Edited";
  ++edited.row.updated_at;
  bench.store.put_user(edited);
  const auto run_id = later_sync();
  ASSERT_FALSE(row_of("u1").row.fields.job_title);
  ASSERT_TRUE(later_undo(run_id).done());
  EXPECT_EQ(row_of("u1").row.fields.job_title, "Edited");
  EXPECT_EQ(bench.sync().report.updated, 1);
  EXPECT_FALSE(row_of("u1").row.fields.job_title);
}

TEST_F(Undo, LetsTheNextSyncRevertANameFromTheHostAgain) {
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  bench.set_up(settings);
  (void)bench.sync();
  const auto groups = bench.store.groups("acme");
  HostGroup edited = groups.front();
  edited.name = edited.name_key = "edited";
  ++edited.updated_at;
  bench.store.put_group(edited);
  const auto run_id = later_sync();
  ASSERT_EQ(bench.store.groups("acme").front().name, groups.front().name);
  ASSERT_TRUE(later_undo(run_id).done());
  EXPECT_EQ(bench.store.groups("acme").front().name, "edited");
  EXPECT_EQ(bench.sync().report.groups_updated, 1);
  EXPECT_EQ(bench.store.groups("acme").front().name, groups.front().name);
  EXPECT_EQ(bench.sync().report.groups_updated, 0);
}

TEST_F(Undo, OfAnUnlinkRestoresEverythingOnTheSameConnection) {
  const std::int64_t id = row_of("u7").row.id;
  (void)bench.unlink();
  ASSERT_TRUE(bench.store.users("acme").empty());
  const auto run_id = bench.last_run().id;
  EXPECT_THAT(undo(run_id).sentence, HasSubstr("connect as"));
  bench.connect("acme");
  EXPECT_EQ(undo(run_id).code, ResultCode::ok);
  EXPECT_EQ(row_of("u7").row.id, id);
  ASSERT_TRUE(bench.store.load_settings("acme")) << "the settings are back";
  const auto writes = bench.store.row_writes();
  EXPECT_EQ(bench.sync().report.unchanged, 40);
  EXPECT_EQ(bench.store.row_writes(), writes);
}

}  // namespace
}  // namespace gup::testing
