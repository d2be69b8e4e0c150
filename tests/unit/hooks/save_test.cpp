// Saving the settings.
#include <gmock/gmock.h>

#include "bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Outcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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
  EXPECT_EQ(bench.store.load_settings("acme")->settings.method, SyncMethod::target_users);
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

TEST(Save, LetsAUnitStayThatWasChosenBeforeItWentAway) {
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

TEST(Save, WantsATargetGroupThatExists) {
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

}  // namespace
}  // namespace gup::testing
