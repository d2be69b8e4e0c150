// Undoing a run from the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::ActionAnswer;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// A connected company whose last sync added 3 users and a target group.
class UndoRun : public ::testing::Test {
 protected:
  // GoogleTest's own Run would be found first.
  using Run = gup::Run;

  UndoRun() {
    bench.connect();
    bench.set_up();
    run = add_sync();
  }

  std::int64_t add_sync() {
    host_sdk::SyncReport report;
    report.added = 3;
    report.groups_added = 1;
    return bench.add_run(RunState::done, report, sync_plan(next_group++));
  }
  static plan::Plan sync_plan(std::int64_t group) {
    plan::Plan plan;
    const std::string name = "group " + std::to_string(group);
    plan.groups.writes = {{group, name, name, name, name, true}};
    return plan;
  }
  ActionAnswer undo(const std::string& id, const std::string& count) {
    return bench.act(kUndoRun, {{"run", id}, {"count", count}});
  }
  std::string error(const ActionAnswer& answer, const std::string& field) {
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    EXPECT_EQ(bench.host.jobs().queued(), 0U) << "nothing is done";
    const auto found = answer.errors.find(field);
    return found == answer.errors.end() ? "" : found->second.at(0);
  }
  std::string refusal(const ActionAnswer& answer) {
    EXPECT_EQ(answer.outcome, Outcome::refused);
    EXPECT_EQ(bench.host.jobs().queued(), 0U) << "nothing is done";
    return answer.toast ? answer.toast->text : "";
  }
  /// Marks the run as undone, as an undo does.
  void undo_in_the_store(std::int64_t id) {
    const Run undone = *bench.store.load_run(id);
    const auto state = bench.store.load_undo(undone, {});
    const auto plan = plan::plan_undo(state, id);
    Run undo_run;
    undo_run.company_id = "acme";
    undo_run.kind = RunKind::undo;
    undo_run.started_at = bench.host.clock().now();
    undo_run.id = bench.store.start_run(undo_run);
    undo_run.state = RunState::done;
    undo_run.finished_at = undo_run.started_at;
    undo_run.result.sentence = "The sync was undone. Left alone: carl@acme.com (changed by hand since).";
    bench.store.acquire_lease("acme", "test", undo_run.id, undo_run.started_at, std::chrono::seconds{30});
    bench.store.apply_undo(undo_run, undone, state, plan, "test", std::chrono::seconds{30}, {});
    bench.store.release_lease("acme", "test");
    throw_unless_done(bench.host.schedule().pause("google-user-provisioning.daily-sync", "acme"));
  }

  Bench bench;
  std::int64_t run = 0;
  std::int64_t next_group = 7;
};

TEST_F(UndoRun, StartsTheJobWithTheRunAfterTheExactNumber) {
  const auto answer = undo(std::to_string(run), "4");
  ASSERT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.started_job, "undo");
  EXPECT_THAT(answer.toast->text, HasSubstr("The daily sync is paused."));
  bench.host.jobs().run_all();
  ASSERT_THAT(bench.runs.undos, SizeIs(1));
  EXPECT_THAT(bench.runs.undos[0].external_ids, ElementsAre(std::to_string(run)));
  EXPECT_EQ(bench.runs.undos[0].actor.name, "Dana Reyes");
  EXPECT_TRUE(bench.audited("undo_started"));
}

TEST_F(UndoRun, NeedsTheExactNumber) {
  const std::string id = std::to_string(run);
  EXPECT_EQ(
      error(undo(id, "3"), "count"),
      "Type 4 to undo the sync of 1 Jan 2026, 00:00 UTC, which changed 3 users and 1 target group. You typed "
      "“3”. Nothing was undone.");
  EXPECT_THAT(error(undo(id, ""), "count"), HasSubstr("Type 4"));
  EXPECT_THAT(error(undo(id, "4 changes"), "count"), HasSubstr("You typed “4 changes”"));
  EXPECT_THAT(error(undo(id, "-4"), "count"), HasSubstr("Type 4"));
  EXPECT_FALSE(bench.audited("undo_started"));
}

TEST_F(UndoRun, NeedsARunOfThisCompany) {
  EXPECT_EQ(error(undo("99", "4"), "run"), "The history has no run “99”. Nothing was undone.");
  EXPECT_EQ(error(undo("", "4"), "run"), "Type the number of a run. Nothing was undone.");
  EXPECT_THAT(error(undo("1; DROP TABLE gup_runs", "4"), "run"), HasSubstr("has no run"));
  Run other;
  other.company_id = "globex";
  const auto id = bench.store.start_run(other);
  EXPECT_THAT(error(undo(std::to_string(id), "0"), "run"), HasSubstr("has no run"));
}

TEST_F(UndoRun, IsRefusedForRunsThatChangedNothing) {
  const auto failed = bench.add_failure();
  EXPECT_THAT(refusal(undo(std::to_string(failed), "0")), HasSubstr("There is nothing to undo."));
  const auto unchanged = bench.add_run(RunState::done);
  EXPECT_THAT(refusal(undo(std::to_string(unchanged), "0")), HasSubstr("There is nothing to undo."));
  const auto dismissal = bench.add_run(RunState::done, {}, {}, {}, RunKind::dismissal);
  EXPECT_THAT(refusal(undo(std::to_string(dismissal), "0")), HasSubstr("changed no target user"));
  const auto preview = bench.add_preview({}, {});
  EXPECT_THAT(refusal(undo(std::to_string(preview), "0")), HasSubstr("A preview changes nothing."));
}

TEST_F(UndoRun, IsRefusedTheSecondTimeAndForAnUndo) {
  undo_in_the_store(run);
  EXPECT_THAT(refusal(undo(std::to_string(run), "4")), HasSubstr("was already undone"));
  const auto undo_run = bench.store.list_runs("acme", 0, 1).at(0).id;
  EXPECT_THAT(refusal(undo(std::to_string(undo_run), "0")), HasSubstr("An undo cannot be undone."));
}

TEST_F(UndoRun, WaitsForTheEndOfARun) {
  bench.add_live_run();
  EXPECT_THAT(refusal(undo(std::to_string(run), "4")), HasSubstr("A sync or another run is active."));
}

TEST_F(UndoRun, IsRefusedWhileAnotherUndoStarts) {
  ASSERT_EQ(undo(std::to_string(run), "4").outcome, Outcome::render);
  const auto second = undo(std::to_string(run), "4");
  EXPECT_EQ(second.outcome, Outcome::refused);
  EXPECT_EQ(second.refusal, Refusal::busy);
}

TEST_F(UndoRun, AsksToUndoALaterUnlinkFirst) {
  bench.unlink();
  EXPECT_THAT(refusal(undo(std::to_string(run), "4")), HasSubstr("Undo the unlink first."));
  bench.connect();
  EXPECT_THAT(refusal(undo(std::to_string(run), "4")), HasSubstr("Undo the unlink first."));
}

TEST_F(UndoRun, OfAnUnlinkNeedsTheSameConnectionWithinSevenDays) {
  bench.store.put_user(hand_made_user("acme", 9, "kept@acme.com"));
  bench.unlink();
  const std::string id = std::to_string(bench.store.list_runs("acme", 0, 1).at(0).id);
  EXPECT_THAT(
      refusal(undo(id, "0")),
      HasSubstr("This company is not connected to Google. To undo the unlink, connect as dana@acme.com "
                "again first."));
  bench.connect();
  auto connection = *bench.store.load_connection("acme");
  connection.account_id = "2002";
  connection.admin_email = "robin@acme.com";
  put_connection(bench.store, connection);
  EXPECT_THAT(refusal(undo(id, "0")), HasSubstr("This company is now connected as robin@acme.com."));
  bench.connect();
  bench.host.clock().advance(std::chrono::hours{24 * 7 + 1});
  EXPECT_THAT(refusal(undo(id, "0")), HasSubstr("An unlink can be undone for 7 days."));
  const auto now = bench.host.clock().now();
  while (bench.store.delete_old_runs("acme", now, now - std::chrono::hours{24 * 90})) {
  }
  EXPECT_THAT(refusal(undo(id, "0")), HasSubstr("An unlink can be undone for 7 days."))
      << "also when the clean-up has deleted what it kept";
}

TEST_F(UndoRun, IsOfferedInTheDetailsWithTheNumberToType) {
  const auto page = bench.page();
  ASSERT_TRUE(find_action(page, kUndoRun));
  EXPECT_EQ(find_kind<Input>(page, "run")->value, std::to_string(run));
  EXPECT_THAT(find_kind<Input>(page, "count")->hint,
              HasSubstr("This run changed 3 users and 1 target group. Type 4 to undo it."));
  EXPECT_THAT(all_text(page),
              HasSubstr("The daily sync is paused, because the next sync would make the same"));
}

TEST_F(UndoRun, KeepsItsFieldApartFromThatOfHeldRemovals) {
  plan::Plan plan = sync_plan(8);
  plan.people.held = {{"x1", 1, "ana@acme.com", "Deleted in Google", bench.host.clock().now()}};
  host_sdk::SyncReport report;
  report.groups_added = 1;
  report.held = 1;
  const auto held = bench.add_run(RunState::held, report, plan);
  const auto page = bench.page();
  EXPECT_NE(find_kind<Input>(page, "count"), nullptr) << "of the held removals";
  EXPECT_NE(find_kind<Input>(page, "undo_count"), nullptr);
  bench.host.jobs().run_all();  // The page reads the directory.
  EXPECT_THAT(error(undo(std::to_string(held), "7"), "undo_count"), HasSubstr("Type 1"));
  EXPECT_EQ(bench.act(kUndoRun, {{"run", std::to_string(held)}, {"count", ""}, {"undo_count", "1"}}).outcome,
            Outcome::render);
}

TEST_F(UndoRun, LeavesThePagePausedWithTheReason) {
  undo_in_the_store(run);
  const auto page = bench.page();
  EXPECT_EQ(page.status.label, "Paused");
  const std::string text = all_text(page);
  EXPECT_THAT(text, HasSubstr("Paused: the sync of 1 Jan 2026, 00:00 UTC was undone"));
  EXPECT_THAT(text, HasSubstr("Left alone: carl@acme.com (changed by hand since)."));
  EXPECT_THAT(text, HasSubstr("Select Resume schedule to sync every 24 hours again"));
  EXPECT_THAT(text, HasSubstr("Undone"));
  bench.keep_daily_sync_on();
  EXPECT_THAT(all_text(bench.page()), Not(HasSubstr("Paused: the sync")));
}

TEST_F(UndoRun, ShowsItsProgress) {
  bench.add_live_run(RunKind::undo);
  const auto page = bench.page();
  EXPECT_EQ(page.status.label, "Undoing");
  EXPECT_THAT(all_text(page), HasSubstr("Undoing a run"));
  EXPECT_FALSE(find_action(page, kUndoRun));
}

}  // namespace
}  // namespace gup::testing
