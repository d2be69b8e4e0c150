// Saving the settings.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/actions/settings/settings_changes.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Outcome;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Save, KeepsWhatTheFormSaysUnderANewRevision) {
  Bench bench;
  bench.connect();
  const auto answer = bench.act("save", {{"source", "organizational_units"},
                                         {"scope", "chosen"},
                                         {"organizational_units", "id:sales"},
                                         {"method", "matching_groups"}});
  ASSERT_TRUE(bench.result.done()) << bench.result.sentence;
  EXPECT_EQ(answer.outcome, Outcome::render);
  const auto saved = bench.store.load_settings("acme");
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->revision, 1);
  EXPECT_EQ(saved->saved_by, "Dana Reyes");
  EXPECT_THAT(saved->settings.organizational_units, ElementsAre("id:sales"));
  EXPECT_EQ(saved->settings.method, SyncMethod::matching_groups);
  EXPECT_TRUE(bench.audited("settings_saved"));
  EXPECT_FALSE(bench.daily_sync_is_on()) << "saving starts nothing";
}

TEST(Save, RecordsOldAndNewValuesInTheAuditTrail) {
  Bench bench;
  bench.connect();
  (void)bench.act("save",
                  {{"scope", "chosen"}, {"organizational_units", "id:sales"}, {"method", "target_users"}});
  EXPECT_THAT(bench.audit_detail("settings_saved"),
              AllOf(StartsWith("First settings."), HasSubstr("Sync method: target users only."),
                    HasSubstr("Selected organizational units: added “id:sales”.")));
  (void)bench.act("save", {{"method", "matching_groups"}, {"removal_limit_percent", "100"}});
  EXPECT_EQ(bench.audit_detail("settings_saved"),
            "Sync method: target users only → matching groups. Removal limit: 5% and at least 20 users "
            "within 7 days "
            "→ off.");
}

TEST(Save, RecordsNothingWhenNothingChanges) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("save", {{"method", "target_users"}});
  EXPECT_FALSE(bench.audited("settings_saved"));
}

TEST(SettingsChanges, ListsAddedAndRemovedSourcesByName) {
  SyncSettings before;
  before.groups = {"g1", "g2"};
  SyncSettings after = before;
  after.groups = {"g2", "g3"};
  after.source = SyncSource::groups;
  after.target_group = "new:Robert'); DROP TABLE";
  const auto name_of = [](const std::string& id) { return id == "g1" ? std::string("Sales") : id; };
  EXPECT_EQ(settings_changes(before, after, name_of),
            "Sync source: all organizational units → all groups. Target group: none → new group “Robert'); "
            "DROP TABLE”. "
            "Selected groups: added “g3”; removed “Sales”.");
  EXPECT_EQ(settings_changes(after, after, name_of), "");
}

TEST(SettingsChanges, NamesTargetGroupsAndSaysWhichAreDeleted) {
  SyncSettings before;
  before.method = SyncMethod::target_group;
  before.target_group = "12";
  SyncSettings after = before;
  after.target_group = "34";
  after.existing_users = ExistingUsers::skip;
  const auto name_of = [](const std::string& id) { return id == target_group_key("34") ? "Everyone" : id; };
  EXPECT_EQ(
      settings_changes(before, after, name_of),
      "Target group: a deleted target group (12) → “Everyone”. Existing users: linked by email address → "
      "skipped.");
}

TEST(SettingsChanges, CountsMoreThanTwentyNames) {
  SyncSettings after;
  for (int number = 0; number < 25; ++number) after.groups.push_back("g" + std::to_string(number));
  EXPECT_THAT(settings_changes({}, after, [](const std::string& id) { return id; }),
              HasSubstr("“g19” and 5 more"));
}

TEST(Save, StartsFromTheDeploymentsDefaults) {
  Bench bench;
  bench.deployment.defaults.on_leaving = OnLeaving::deactivate;
  bench.connect();
  (void)bench.act("save", {{"method", "target_users"}});
  EXPECT_EQ(bench.store.load_settings("acme")->settings.on_leaving, OnLeaving::deactivate);
}

TEST(Save, SavesAndStartsNothingWhenTheCompanyIsUnlinkedMeanwhile) {
  for (const char* action : {"save", "start_sync"}) {
    Bench bench;
    bench.connect();
    bench.google.before_answer = [&] { bench.unlink(); };
    const auto answer = bench.act(action, {{"scope", "chosen"}, {"organizational_units", "id:sales"}});
    EXPECT_EQ(answer.outcome, Outcome::refused) << action;
    EXPECT_FALSE(bench.store.load_settings("acme")) << action;
    EXPECT_FALSE(bench.daily_sync_is_on()) << action;
    EXPECT_EQ(bench.host.jobs().queued(), 0U) << action;
  }
}

TEST(Save, AnswersStaleWhenSomeoneElseSavedMeanwhile) {
  Bench bench;
  bench.connect();
  bench.set_up();
  auto request = bench.request("save", {{"method", "matching_groups"}});
  request.revision = 0;
  const auto answer = bench.act(request);
  EXPECT_EQ(answer.outcome, Outcome::stale);
  EXPECT_EQ(answer.stale_by, "Dana Reyes");
  EXPECT_EQ(answer.stale_at, bench.host.clock().now());
  EXPECT_EQ(answer.stale_changes, "");
  EXPECT_EQ(bench.store.load_settings("acme")->settings.method, SyncMethod::target_users);
}

TEST(Save, SaysWhatSomeoneElseChangedMeanwhile) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("save", {{"method", "matching_groups"}});
  (void)bench.act("save", {{"removal_limit_at_least", "30"}});
  auto request = bench.request("save", {{"include_sub_units", "false"}});
  request.revision = 1;
  const auto answer = bench.act(request);
  ASSERT_EQ(answer.outcome, Outcome::stale);
  EXPECT_THAT(answer.stale_changes, HasSubstr("Sync method"));
  EXPECT_THAT(answer.stale_changes, HasSubstr("30"));
  request.revision = 2;
  EXPECT_THAT(bench.act(request).stale_changes, Not(HasSubstr("Sync method")));
}

TEST(Save, NeedsNoRevisionFromACommandLine) {
  Bench bench;
  bench.connect();
  bench.set_up();
  EXPECT_EQ(bench.act("save", {{"method", "matching_groups"}}).outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 2);
}

TEST(Save, RefusesAUnitThatGoogleDoesNotHave) {
  Bench bench;
  bench.connect();
  const auto answer = bench.act("save", {{"scope", "chosen"}, {"organizational_units", "id:sales,id:gone"}});
  ASSERT_EQ(answer.outcome, Outcome::invalid);
  ASSERT_EQ(answer.errors.at("organizational_units").size(), 1U);
  EXPECT_THAT(answer.errors.at("organizational_units")[0], HasSubstr("“id:gone”"));
  EXPECT_FALSE(bench.store.load_settings("acme"));
}

TEST(Save, RefusesAGroupThatGoogleDoesNotHave) {
  Bench bench;
  bench.connect();
  const auto answer =
      bench.act("save", {{"source", "groups"}, {"groups_scope", "chosen"}, {"groups", "g-staff,g-gone"}});
  EXPECT_EQ(answer.errors.count("groups"), 1U);
}

TEST(Save, AcceptsGroupsThatAPickerHasListedWithoutAskingGoogle) {
  Bench bench;
  bench.connect();
  host_sdk::fakes::FakeTaskMonitor monitor;
  (void)bench.directories.get(bench.company, monitor);
  bench.google.directory_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  EXPECT_EQ(
      bench.act("save", {{"source", "groups"}, {"groups_scope", "chosen"}, {"groups", "g-staff"}}).outcome,
      Outcome::render);
}

/// Saves 60 groups that no picker has listed; Google takes `time_for_each`, and the last one does not exist.
host_sdk::page::ActionAnswer save_sixty_groups(Bench& bench, std::chrono::milliseconds time_for_each) {
  std::string chosen;
  for (int number = 1; number <= 60; ++number) {
    const std::string id = "g" + std::to_string(number);
    chosen += (number > 1 ? "," : "") + id;
    if (number < 60) bench.google.directory.groups.push_back({id, id + "@acme.com", ""});
  }
  bench.google.before_lookup = [&bench, time_for_each] { bench.host.clock().advance(time_for_each); };
  return bench.act("save", {{"source", "groups"}, {"groups_scope", "chosen"}, {"groups", chosen}});
}

TEST(Save, AsksGoogleAboutEachGroupThatNoPickerListed) {
  Bench bench;
  bench.connect();
  const auto answer = save_sixty_groups(bench, std::chrono::milliseconds{100});
  ASSERT_EQ(answer.outcome, Outcome::invalid);
  ASSERT_EQ(answer.errors.at("groups").size(), 1U);
  EXPECT_THAT(answer.errors.at("groups")[0], HasSubstr("“g60”"));
}

TEST(Save, AcceptsALongSelectionThatGoogleCannotCheckInTime) {
  Bench bench;
  bench.connect();
  EXPECT_EQ(save_sixty_groups(bench, std::chrono::milliseconds{150}).outcome, Outcome::render);
}

TEST(Save, SavesNothingWhenGoogleDoesNotAnswerInTime) {
  Bench bench;
  bench.connect();
  (void)save_sixty_groups(bench, std::chrono::seconds{9});
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  EXPECT_THAT(bench.result.sentence, HasSubstr("did not respond in time"));
  EXPECT_FALSE(bench.store.load_settings("acme"));
}

TEST(Save, RefusesAGroupThatGoogleDoesNotConfirm) {
  Bench bench;
  bench.connect();
  bench.google.directory.unclear_ids = {"g-foreign"};
  const auto answer =
      bench.act("save", {{"source", "groups"}, {"groups_scope", "chosen"}, {"groups", "g-foreign"}});
  ASSERT_EQ(answer.errors.count("groups"), 1U);
  EXPECT_THAT(answer.errors.at("groups")[0], HasSubstr("did not confirm that “g-foreign” is a group"));
}

TEST(Save, KeepsASelectedUnitThatIsGone) {
  Bench bench;
  bench.connect();
  SyncSettings settings;
  settings.scope = SyncScope::chosen;
  settings.organizational_units = {"id:gone", "id:sales"};
  bench.set_up(settings);
  EXPECT_EQ(bench.act("save", {{"organizational_units", "id:gone"}, {"on_leaving", "deactivate"}}).outcome,
            Outcome::render);
  EXPECT_EQ(bench.google.directories_opened(), 0) << "nothing new was chosen, so Google was not asked";
}

TEST(Save, SavesNothingWhileGoogleCannotTellWhetherAUnitExists) {
  Bench bench;
  bench.connect();
  bench.google.directory_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  (void)bench.act("save", {{"scope", "chosen"}, {"organizational_units", "id:sales"}});
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  EXPECT_FALSE(bench.store.load_settings("acme"));
}

TEST(Save, RequiresAnExistingTargetGroup) {
  Bench bench;
  bench.connect();
  bench.store.put_group(hand_made_group("acme", 7, "Everyone"));
  EXPECT_EQ(
      bench.act("save", {{"method", "target_group"}, {"target_group", "8"}}).errors.count("target_group"),
      1U);
  EXPECT_EQ(bench.act("save", {{"method", "target_group"}, {"target_group", "7"}}).outcome, Outcome::render);
}

TEST(Save, RefusesANewTargetGroupWhoseNameIsTaken) {
  Bench bench;
  bench.connect();
  bench.store.put_group(hand_made_group("acme", 7, "Everyone"));
  const auto answer = bench.act("save", {{"method", "target_group"}, {"target_group", "new:EVERYONE"}});
  EXPECT_THAT(answer.errors.at("target_group")[0], HasSubstr("already"));
  EXPECT_EQ(bench.act("save", {{"method", "target_group"}, {"target_group", "new:Other"}}).outcome,
            Outcome::render);
}

TEST(Save, ShowsWhatIsWrongWithEachField) {
  Bench bench;
  bench.connect();
  const auto answer = bench.act("save", {{"source", "people"}, {"removal_limit_percent", "900"}});
  EXPECT_EQ(answer.outcome, Outcome::invalid);
  EXPECT_EQ(answer.errors.size(), 2U);
}

TEST(Save, WorksWhileAccessIsLost) {
  Bench bench;
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_EQ(bench.act("save", {{"on_leaving", "deactivate"}}).outcome, Outcome::render);
}

TEST(Save, IsRefusedBeforeConnecting) {
  Bench bench;
  EXPECT_EQ(bench.act("save", {{"method", "target_users"}}).outcome, Outcome::refused);
}

TEST(Save, LeavesTheRevisionAloneWhenNothingChanged) {
  Bench bench;
  bench.connect();
  bench.set_up();
  EXPECT_EQ(bench.act("save", {{"method", "target_users"}}).outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 1);
}

/// A company whose selected group "old" was replaced by "new".
void give_a_replaced_group(Bench& bench) {
  bench.connect();
  SyncSettings settings;
  settings.source = SyncSource::groups;
  settings.scope = SyncScope::chosen;
  settings.groups = {"old"};
  bench.set_up(settings);
  plan::Plan plan;
  plan.groups.source_names = {{"old", "Team", "team@acme.com", "new"}};
  bench.add_run(RunState::held, {}, plan);
}

TEST(ReplacedGroups, OfferTheNewGroupAtOneClick) {
  Bench bench;
  give_a_replaced_group(bench);
  const auto page = bench.page();
  const auto* group = find_kind<host_sdk::page::Choice>(page, "group");
  ASSERT_NE(group, nullptr);
  EXPECT_EQ(group->value, std::vector<std::string>{"old"}) << "one click is enough";
  const auto answer = bench.act("take_over_group", {{"group", group->value.at(0)}});
  EXPECT_EQ(answer.outcome, host_sdk::page::Outcome::render);
  EXPECT_THAT(answer.toast->text, ::testing::HasSubstr("“Team” (team@acme.com)"));
  EXPECT_EQ(bench.store.load_settings("acme")->settings.groups, std::vector<std::string>{"new"});
  EXPECT_TRUE(bench.audited("group_taken_over"));
  EXPECT_EQ(find_kind<host_sdk::page::Choice>(bench.page(), "group"), nullptr);
}

TEST(ReplacedGroups, RefuseASecondClickAndOtherGroups) {
  Bench bench;
  give_a_replaced_group(bench);
  EXPECT_EQ(bench.act("take_over_group").outcome, host_sdk::page::Outcome::refused);
  EXPECT_EQ(bench.act("take_over_group", {{"group", "else"}}).outcome, host_sdk::page::Outcome::refused);
  EXPECT_EQ(bench.act("take_over_group", {{"group", "old"}}).outcome, host_sdk::page::Outcome::render);
  EXPECT_EQ(bench.act("take_over_group", {{"group", "old"}}).outcome, host_sdk::page::Outcome::refused);
}

TEST(ReplacedGroups, WaitForTheEndOfASync) {
  Bench bench;
  give_a_replaced_group(bench);
  bench.store.acquire_lease("acme", "another process", 0, bench.host.clock().now(), std::chrono::minutes{1});
  const auto answer = bench.act("take_over_group", {{"group", "old"}});
  EXPECT_EQ(answer.outcome, host_sdk::page::Outcome::refused);
  EXPECT_THAT(answer.toast->text, ::testing::HasSubstr("A sync is running"));
}

TEST(ReplacedGroups, DisappearWhenTheGroupIsDeselected) {
  Bench bench;
  give_a_replaced_group(bench);
  auto saved = *bench.store.load_settings("acme");
  saved.settings.groups = {"other"};
  ASSERT_TRUE(bench.store.save_settings("acme", saved, saved.revision));
  EXPECT_EQ(find_kind<host_sdk::page::Choice>(bench.page(), "group"), nullptr);
}

}  // namespace
}  // namespace gup::testing
