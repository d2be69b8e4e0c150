#include "store_contract.hpp"

namespace gup::testing {
namespace {

using plan::ChangeKind;

TEST_P(StoreContract, GivesRunsAscendingIds) {
  Run run;
  run.company_id = kAcme;
  const auto first = store().start_run(run);
  const auto second = store().start_run(run);
  EXPECT_GT(first, 0);
  EXPECT_GT(second, first);
}

TEST_P(StoreContract, StoresARunFromStartToEnd) {
  Run run;
  run.company_id = kAcme;
  run.trigger = RunTrigger::page;
  run.started_by = "Dana";
  run.started_at = at(1);
  run.id = store().start_run(run);
  auto loaded = store().load_run(run.id);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->state, RunState::running);
  EXPECT_EQ(loaded->trigger, RunTrigger::page);
  EXPECT_EQ(loaded->started_by, "Dana");
  EXPECT_EQ(loaded->started_at, at(1));
  EXPECT_FALSE(loaded->finished_at);

  run.state = RunState::failed;
  run.finished_at = at(4);
  run.result = host_sdk::Result::again("Google did not answer.", std::chrono::seconds{900});
  run.report.requests = 12;
  run.report.skipped = 3;
  run.report.remarks = {"one", "two: \"three\""};
  run.managed_before = 5;
  run.managed_after = 6;
  EXPECT_TRUE(store().finish_run(run));
  loaded = store().load_run(run.id);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->state, RunState::failed);
  EXPECT_EQ(loaded->finished_at, at(4));
  EXPECT_EQ(loaded->result.code, host_sdk::ResultCode::try_again);
  EXPECT_EQ(loaded->result.sentence, "Google did not answer.");
  EXPECT_EQ(loaded->result.retry_after, std::chrono::seconds{900});
  EXPECT_EQ(loaded->report.run_id, run.id);
  EXPECT_EQ(loaded->report.requests, 12);
  EXPECT_EQ(loaded->report.skipped, 3);
  EXPECT_EQ(loaded->report.remarks, run.report.remarks);
  EXPECT_EQ(loaded->report.finished_at, at(4));
  EXPECT_EQ(loaded->managed_before, 5);
  EXPECT_EQ(loaded->managed_after, 6);
}

TEST_P(StoreContract, FinishesARunOnce) {
  Run run = begin_run();
  run.state = RunState::done;
  run.finished_at = at(4);
  run.report.removed = 19;
  EXPECT_TRUE(store().finish_run(run));
  run.state = RunState::failed;
  run.report.removed = 0;
  EXPECT_FALSE(store().finish_run(run)) << "it has ended already";
  const auto loaded = store().load_run(run.id);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->state, RunState::done);
  EXPECT_EQ(loaded->report.removed, 19);
}

TEST_P(StoreContract, KeepsTheLatestProgressOfARun) {
  const Run run = begin_run();
  host_sdk::Progress progress;
  progress.step = 2;
  progress.steps = 3;
  progress.activity = "reading users from Google";
  progress.done = 40;
  progress.total = 100;
  progress.unit = "users";
  progress.counts = {{"added", 7}};
  store().save_progress(run.id, progress);
  const auto loaded = store().load_run(run.id)->progress;
  EXPECT_EQ(loaded.step, 2);
  EXPECT_EQ(loaded.steps, 3);
  EXPECT_EQ(loaded.activity, "reading users from Google");
  EXPECT_EQ(loaded.done, 40);
  EXPECT_EQ(loaded.total, 100);
  EXPECT_EQ(loaded.unit, "users");
  ASSERT_EQ(loaded.counts.size(), 1U);
  EXPECT_EQ(loaded.counts[0].label, "added");
  EXPECT_EQ(loaded.counts[0].count, 7);
  progress.total.reset();
  store().save_progress(run.id, progress);
  EXPECT_FALSE(store().load_run(run.id)->progress.total);
}

TEST_P(StoreContract, ListsRunsNewestFirstInPages) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(apply({}, i).id);
  Run other;
  other.company_id = "globex";
  store().start_run(other);
  const auto first = store().list_runs(kAcme, 0, 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].id, ids[4]);
  EXPECT_EQ(first[1].id, ids[3]);
  const auto rest = store().list_runs(kAcme, first[1].id, 10);
  ASSERT_EQ(rest.size(), 3U);
  EXPECT_EQ(rest[0].id, ids[2]);
  EXPECT_EQ(rest[2].id, ids[0]);
}

TEST_P(StoreContract, FindsTheLastAppliedSyncBeforeManyOtherRuns) {
  const auto add = [&](RunKind kind, RunState state, const std::string& company = kAcme) {
    Run run;
    run.company_id = company;
    run.kind = kind;
    run.id = store().start_run(run);
    run.state = state;
    run.finished_at = at(1);
    if (state != RunState::running) {
      EXPECT_TRUE(store().finish_run(run));
    }
    return run.id;
  };
  EXPECT_FALSE(store().last_applied_sync(kAcme, 0));
  const auto done = add(RunKind::sync, RunState::done);
  const auto held = add(RunKind::sync, RunState::held);
  for (int i = 0; i < 30; ++i)
    for (const RunKind kind : {RunKind::dismissal, RunKind::person, RunKind::preview, RunKind::undo})
      add(kind, RunState::done);
  add(RunKind::sync, RunState::failed);
  add(RunKind::sync, RunState::cancelled);
  add(RunKind::sync, RunState::done, "globex");
  add(RunKind::sync, RunState::running);
  ASSERT_TRUE(store().last_applied_sync(kAcme, 0));
  EXPECT_EQ(store().last_applied_sync(kAcme, 0)->id, held);
  EXPECT_EQ(store().last_applied_sync(kAcme, held)->id, done);
  EXPECT_FALSE(store().last_applied_sync(kAcme, done));
}

TEST_P(StoreContract, KnowsWhetherARunHoldsTargetGroups) {
  auto person = change_of(ChangeKind::held, "g1");
  person.user_id = 1;
  auto group = change_of(ChangeKind::held, "unit1");
  auto other = change_of(ChangeKind::group_added, "unit2");
  plan::Plan plan;
  plan.report.changes = {person, other};
  EXPECT_FALSE(store().holds_target_groups(apply(plan, 1).id));
  plan.report.changes = {person, other, group};
  EXPECT_TRUE(store().holds_target_groups(apply(plan, 2).id));
}

TEST_P(StoreContract, KeepsTheChangeOfEachPersonWithTheFieldsBeforeAndAfter) {
  auto change = change_of(ChangeKind::updated, "g1");
  change.user_id = 1;
  change.reason = "the department changed";
  change.before = insert_of(1, "g1", "ana@acme.com").row;
  change.after = change.before;
  change.after->fields.department = "Sales \"EMEA\"\\";
  plan::Plan plan;
  plan.report.changes = {change_of(ChangeKind::added, "g2"), change, change_of(ChangeKind::skipped, "g3")};
  const Run run = apply(plan, 1);
  const auto all = store().run_changes(run.id, {}, 0, 10);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].external_id, "g2");
  EXPECT_EQ(all[1].kind, ChangeKind::updated);
  EXPECT_EQ(all[1].reason, "the department changed");
  ASSERT_TRUE(all[1].before && all[1].after);
  EXPECT_FALSE(all[1].before->fields.department);
  EXPECT_EQ(all[1].after->fields.department, "Sales \"EMEA\"\\");
  EXPECT_EQ(all[1].after->id, 1);
  EXPECT_FALSE(all[2].before);
}

TEST_P(StoreContract, ReadsARunsPeopleByKindAndInPages) {
  std::vector<plan::PersonChange> told;
  for (int i = 0; i < 250; ++i)
    told.push_back(change_of(i % 2 == 0 ? ChangeKind::added : ChangeKind::failed, "g" + std::to_string(i)));
  plan::Plan plan;
  plan.report.changes = std::move(told);
  const Run run = apply(plan, 1);
  const auto page = store().run_changes(run.id, {ChangeKind::failed}, 200, 3);
  ASSERT_EQ(page.size(), 3U);
  EXPECT_EQ(page[0].external_id, "g201");
  EXPECT_EQ(store().run_changes(run.id, {ChangeKind::failed, ChangeKind::added}, 0, 1000).size(), 250U);
  EXPECT_EQ(store().run_changes(run.id, {}, 248, 1000).size(), 2U);
}

TEST_P(StoreContract, MarksARunWithADeadHolderAsInterrupted) {
  Run run;
  run.company_id = kAcme;
  run.started_at = at(0);
  run.id = store().start_run(run);
  const Run live = begin_run(1);
  store().mark_interrupted_runs(kAcme, at(2));
  const auto interrupted = store().load_run(run.id);
  EXPECT_EQ(interrupted->state, RunState::failed);
  EXPECT_EQ(interrupted->finished_at, at(2));
  EXPECT_EQ(interrupted->result.code, host_sdk::ResultCode::try_again);
  EXPECT_NE(interrupted->result.sentence.find("was interrupted"), std::string::npos);
  EXPECT_EQ(store().load_run(live.id)->state, RunState::running);
}

TEST_P(StoreContract, CountsRemovalsUnderAClockThatWasAheadUntilALaterRunLeavesTheWindow) {
  plan::Plan plan;
  plan.report.changes = {change_of(ChangeKind::removed, "g1")};
  apply(plan, 1000);
  apply({}, 10);
  apply({}, 20);
  EXPECT_EQ(state(10).recent.removed, 1);
  EXPECT_EQ(state(11).recent.removed, 0);
}

TEST_P(StoreContract, CountsRemovalsWithinTheWindowOfTheLimit) {
  plan::Plan early;
  early.report.changes = {change_of(ChangeKind::removed, "g1")};
  early.report.counts.managed_before = 500;
  apply(early, 10);
  plan::Plan late;
  late.report.changes = {change_of(ChangeKind::removed, "g2"), change_of(ChangeKind::deactivated, "g3"),
                         change_of(ChangeKind::released, "g4"), change_of(ChangeKind::held, "g5")};
  late.report.counts.managed_before = 90;
  late.report.counts.managed_after = 91;
  apply(late, 20);
  EXPECT_EQ(state(20).recent.removed, 3);
  EXPECT_EQ(state(20).recent.highest_managed, 91);
  EXPECT_EQ(state(10).recent.removed, 4);
  EXPECT_EQ(state(10).recent.highest_managed, 500);
  EXPECT_EQ(state(21).recent.removed, 0);
}

TEST_P(StoreContract, KeepsTheLatestPreviewOutsideTheHistory) {
  const auto preview = [&](const std::string& id) {
    Run run;
    run.company_id = kAcme;
    run.started_at = at(10);
    run.kind = RunKind::preview;
    run.settings_revision = 7;
    run.id = store().start_run(run);
    run.state = RunState::done;
    run.finished_at = at(11);
    run.report.added = 1;
    store().finish_preview(run, std::vector<plan::PersonChange>{change_of(ChangeKind::added, id)});
    return run.id;
  };
  EXPECT_FALSE(store().load_preview(kAcme));
  const auto first = preview("g1");
  const auto second = preview("g2");
  EXPECT_FALSE(store().load_run(first));
  EXPECT_TRUE(store().run_changes(first, {}, 0, 10).empty());
  const auto kept = store().load_preview(kAcme);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->id, second);
  EXPECT_EQ(kept->settings_revision, 7);
  EXPECT_EQ(kept->report.added, 1);
  EXPECT_EQ(store().run_changes(second, {}, 0, 10).at(0).external_id, "g2");
  EXPECT_TRUE(store().list_runs(kAcme, 0, 10).empty());
}

TEST_P(StoreContract, DoesNotCountApprovedRemovals) {
  plan::Plan plan;
  plan.report.changes = {change_of(ChangeKind::removed, "g1"), change_of(ChangeKind::removed, "g2")};
  plan.report.changes[0].approved = true;
  apply(plan, 10);
  EXPECT_EQ(state(0).recent.removed, 1);
}

TEST_P(StoreContract, CountsRemovalsFromZeroAfterAnUnlink) {
  plan::Plan plan;
  plan.report.changes = {change_of(ChangeKind::removed, "g1")};
  plan.report.counts.managed_before = 500;
  apply(plan, 10);
  unlink(20);
  EXPECT_EQ(state(0).recent.removed, 0);
  EXPECT_EQ(state(0).recent.highest_managed, 0);
}

}  // namespace
}  // namespace gup::testing
