// A preview: a sync that writes nothing but its own record.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using plan::ChangeKind;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Preview : public ::testing::Test {
 protected:
  host_sdk::SyncOutcome preview() {
    return bench.here.engine.synchronize(
        bench.company, {bench.dana, RunTrigger::page, {}, host_sdk::SyncMode::preview}, bench.monitor);
  }
  std::vector<plan::PersonChange> changes(const host_sdk::SyncOutcome& outcome) {
    return bench.store.run_changes(outcome.report.run_id, {}, 0, 1000);
  }

  SyncBench bench;
};

TEST_F(Preview, ShowsWhatASyncWouldDoAndWritesNoRow) {
  const auto outcome = preview();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("3 added"));
  EXPECT_THAT(outcome.result.sentence, HasSubstr("Nothing has been changed."));
  EXPECT_EQ(outcome.report.added, 3);
  ASSERT_THAT(changes(outcome), SizeIs(3));
  EXPECT_EQ(changes(outcome)[0].kind, ChangeKind::added);
  EXPECT_EQ(changes(outcome)[0].reason, "In / Engineering");
  EXPECT_EQ(bench.store.row_writes(), 0);
  EXPECT_THAT(bench.emails(), IsEmpty());
  EXPECT_TRUE(bench.lease_is_free());
}

TEST_F(Preview, IsNotPartOfTheHistory) {
  const auto run_id = preview().report.run_id;
  EXPECT_THAT(bench.store.list_runs("acme", 0, 10), IsEmpty());
  ASSERT_TRUE(bench.store.load_preview("acme"));
  EXPECT_EQ(bench.store.load_preview("acme")->id, run_id);
  EXPECT_EQ(bench.store.load_preview("acme")->settings_revision, 1);
}

TEST_F(Preview, ReplacesTheFormerOne) {
  const auto first = preview().report.run_id;
  const auto second = preview().report.run_id;
  EXPECT_FALSE(bench.store.load_run(first));
  EXPECT_EQ(bench.store.load_preview("acme")->id, second);
}

TEST_F(Preview, AgreesWithTheSyncThatFollows) {
  (void)bench.sync();
  bench.google.directory.users[0].suspended = true;
  const auto shown = preview().report;
  const auto done = bench.sync().report;
  EXPECT_EQ(shown.removed, 1);
  EXPECT_EQ(done.removed, shown.removed);
  EXPECT_EQ(done.unchanged, shown.unchanged);
}

TEST_F(Preview, IsConfirmedByTheSyncThatDoesTheSame) {
  (void)bench.sync();
  bench.google.directory.users[0].suspended = true;
  (void)preview();
  EXPECT_THAT(bench.sync().report.remarks, ElementsAre("As previewed."));
  EXPECT_THAT(bench.last_run().report.remarks, ElementsAre("As previewed."));
}

TEST_F(Preview, IsComparedWithASyncThatDoesSomethingElse) {
  (void)bench.sync();
  bench.google.directory.users[0].suspended = true;
  (void)preview();
  bench.set_people(6);
  EXPECT_THAT(bench.sync().report.remarks,
              ElementsAre(AllOf(HasSubstr("Since the preview: 3 more users were added, 3 more "
                                          "users were updated, 1 fewer user was removed."),
                                HasSubstr("The preview showed something else about "))));
}

TEST_F(Preview, IsComparedByPersonWhenTheNumbersAgree) {
  (void)bench.sync();
  bench.google.directory.users[0].suspended = true;
  (void)preview();
  bench.google.directory.users[0].suspended = false;
  bench.google.directory.users[1].suspended = true;
  const auto remarks = bench.sync().report.remarks;
  ASSERT_THAT(remarks, SizeIs(1));
  EXPECT_THAT(remarks[0], HasSubstr("Removed, although the preview did not show it: "));
}

TEST_F(Preview, IsComparedByPersonAlsoWhereNoOneLeaves) {
  bench.set_people(3);
  (void)preview();
  bench.google.directory.users[2].id = "900";
  bench.google.directory.users[2].primary_email = "someone.else@acme.com";
  EXPECT_THAT(bench.sync().report.remarks,
              ElementsAre("The preview showed something else about someone.else@acme.com."));
}

TEST_F(Preview, IsNotComparedByTheScheduleNorWhenItIsVoid) {
  (void)preview();
  EXPECT_THAT(bench.sync(RunTrigger::schedule).report.remarks, IsEmpty());
  EXPECT_THAT(bench.sync().report.remarks, IsEmpty());
  (void)preview();
  bench.host.clock().advance(std::chrono::hours(25));
  EXPECT_THAT(bench.sync().report.remarks, IsEmpty());
}

TEST_F(Preview, WithApprovedRemovalsIsConfirmed) {
  bench.set_people(40);
  (void)bench.sync();
  bench.remove_people(30);
  const auto shown = preview();
  std::set<std::string> approved;
  for (const auto& change : changes(shown))
    if (change.kind == ChangeKind::held) approved.insert(change.external_id);
  const auto done = bench.sync(RunTrigger::page, approved);
  EXPECT_EQ(done.report.removed, 30);
  EXPECT_THAT(done.report.remarks, Contains("As previewed."));
}

TEST_F(Preview, ShowsHeldRemovalsAndHoldsNone) {
  bench.set_people(40);
  (void)bench.sync();
  bench.remove_people(30);
  const auto outcome = preview();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.held, 30);
  EXPECT_EQ(bench.store.count_removals("acme").held, 0);
  EXPECT_FALSE(bench.host.notices().notice("acme", kHeldNotice));
}

TEST_F(Preview, ShowsAdoptionsAndTargetGroups) {
  bench.store.put_user(hand_made_user("acme", 900, "ada@acme.com"));
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  bench.set_up(settings);
  const auto outcome = preview();
  int adopted = 0;
  int groups = 0;
  for (const auto& change : changes(outcome)) {
    if (change.kind == ChangeKind::adopted) ++adopted;
    if (change.kind != ChangeKind::group_added) continue;
    ++groups;
    EXPECT_THAT(change.reason, HasSubstr("is created"));
    EXPECT_EQ(change.email, "");
  }
  EXPECT_EQ(adopted, 1);
  EXPECT_EQ(groups, outcome.report.groups_added);
  EXPECT_GT(groups, 0);
  EXPECT_THAT(bench.store.groups("acme"), IsEmpty());
}

TEST_F(Preview, ShowsHeldTargetGroups) {
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  settings.removal_limit = {.percent = 1, .at_least = 1};
  bench.set_up(settings);
  (void)bench.sync();
  const auto groups = static_cast<std::int64_t>(bench.store.groups("acme").size());
  ASSERT_GT(groups, 0);
  settings.method = SyncMethod::target_users;
  bench.set_up(settings);
  const auto outcome = preview();
  std::int64_t held = 0;
  for (const auto& change : changes(outcome))
    if (change.kind == ChangeKind::held) ++held;
  EXPECT_EQ(outcome.report.held, held);
  EXPECT_EQ(held, groups);
  const auto done = bench.sync();
  EXPECT_EQ(done.report.held, groups) << "the sync counts and lists them, too";
  EXPECT_EQ(std::ranges::count(changes(done), ChangeKind::held, &plan::PersonChange::kind), groups);
  EXPECT_THAT(done.report.remarks, Contains("As previewed."));
}

TEST_F(Preview, CountsTheTargetGroupsThatGoWithHeldPeople) {
  for (int unit = 0; unit < 8; ++unit) {
    const std::string name = "U" + std::to_string(unit);
    bench.google.directory.units.push_back({"id:" + name, "/" + name, name, "id:root"});
  }
  bench.set_people(24);
  for (std::size_t i = 0; i < 24; ++i)
    bench.google.directory.users[i].org_unit_path = "/U" + std::to_string(i / 3);
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  settings.scope = SyncScope::chosen;
  for (int unit = 0; unit < 8; ++unit) settings.organizational_units.push_back("id:U" + std::to_string(unit));
  bench.set_up(settings);
  ASSERT_EQ(bench.sync().report.groups_added, 8);
  settings.organizational_units.resize(2);
  bench.set_up(settings);
  const auto shown = preview();
  EXPECT_EQ(shown.report.held, 18 + 6);
  std::set<std::string> approved;
  for (const auto& change : changes(shown))
    if (change.kind == ChangeKind::held) approved.insert(change.external_id);
  const auto done = bench.sync(RunTrigger::page, approved);
  EXPECT_EQ(done.report.removed, 18);
  EXPECT_EQ(done.report.groups_removed, 6);
  EXPECT_EQ(done.report.held, 0);
  EXPECT_THAT(done.report.remarks, Contains("As previewed."));
}

TEST_F(Preview, NamesTargetGroupsThatItDidNotShow) {
  bench.google.directory.units.push_back({"id:U1", "/Unit 1", "Unit 1", "id:root"});
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  bench.set_up(settings);
  (void)bench.sync();
  (void)preview();
  std::erase_if(bench.google.directory.units, [](const auto& unit) { return unit.id == "id:U1"; });
  EXPECT_THAT(bench.sync().report.remarks, Contains(HasSubstr("“Unit 1”")));
}

TEST_F(Preview, ThatFailsHasNoConsequences) {
  bench.fail_at("users", ResultCode::access_lost, "The access to Google was taken back.");
  EXPECT_EQ(preview().result.code, ResultCode::access_lost);
  EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
  EXPECT_TRUE(bench.due_in());
  EXPECT_EQ(bench.store.load_preview("acme")->state, RunState::failed);
}

TEST_F(Preview, ReservesNoIds) {
  const auto first = preview().report.run_id;
  (void)bench.sync();
  EXPECT_EQ(bench.store.users("acme").at(0).row.id, 1) << "after preview " << first;
}

}  // namespace
}  // namespace gup::testing
