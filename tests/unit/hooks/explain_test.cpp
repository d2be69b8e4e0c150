// Why a person is synced or not, from what is stored, and on the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/explain/stored_explanation.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::Explanation;
using host_sdk::Inclusion;
using host_sdk::page::Outcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Ada is managed, and comes from the group Crew inside Builders.
class Explain : public ::testing::Test {
 protected:
  Explain() {
    bench.connect();
    SyncSettings settings;
    settings.source = SyncSource::groups;
    settings.scope = SyncScope::chosen;
    settings.groups = {"g1"};
    bench.set_up(settings);
    plan::Plan plan;
    plan::RowWrite write;
    write.row.id = 7;
    write.row.fields.email = "Ada@acme.com";
    write.row.fields.first_name = "Ada";
    write.row.fields.last_name = "Lovelace";
    write.row.email_key = "ada@acme.com";
    write.row.status = "active";
    write.row.provider = plan::kProvider;
    write.row.external_id = "u1";
    write.link.external_id = "u1";
    write.link.user_id = 7;
    plan.people.inserts = {write};
    plan.people.new_link_sources = std::vector<plan::LinkSource>{{"u1", "g2"}};
    plan.groups.new_source_groups = {{"g1", ""}, {"g2", "g1"}};
    plan.groups.source_names = {{"g1", "Builders", "builders@acme.com", ""},
                                {"g2", "Crew", "crew@acme.com", ""}};
    plan.report.changes = {change(plan::ChangeKind::added, "u1", "Ada@acme.com", "Member of “Crew”"),
                           change(plan::ChangeKind::skipped, "u2", "bo@acme.com", "Suspended in Google")};
    run_id = bench.add_run(RunState::done, {}, plan);
  }

  static plan::PersonChange change(plan::ChangeKind kind, const std::string& id, const std::string& email,
                                   const std::string& reason) {
    plan::PersonChange made;
    made.kind = kind;
    made.external_id = id;
    made.email = email;
    made.reason = reason;
    return made;
  }
  Explanation of(const std::string& email) { return explain_stored(bench.context, "acme", email); }
  void change_settings(const std::function<void(SyncSettings&)>& change) {
    auto saved = *bench.store.load_settings("acme");
    change(saved.settings);
    ASSERT_TRUE(bench.store.save_settings("acme", saved, saved.revision));
  }

  Bench bench;
  std::int64_t run_id = 0;
};

TEST_F(Explain, NamesThePathFromTheSelectedGroup) {
  const auto ada = of("ADA@acme.com");
  EXPECT_TRUE(ada.found);
  EXPECT_EQ(ada.inclusion, Inclusion::included);
  EXPECT_EQ(ada.email, "Ada@acme.com");
  EXPECT_EQ(ada.name, "Ada Lovelace");
  EXPECT_EQ(ada.user_id, 7);
  EXPECT_THAT(ada.reasons, ElementsAre("Group “Builders” → “Crew”"));
  EXPECT_THAT(ada.obstacles, IsEmpty());
  ASSERT_EQ(ada.history.size(), 1U);
  EXPECT_EQ(ada.history[0].run_id, run_id);
  EXPECT_EQ(ada.history[0].change, "added");
  EXPECT_EQ(ada.history[0].reason, "Member of “Crew”");
  EXPECT_THAT(ada.next, HasSubstr("only if the record in Google has changed"));
}

TEST_F(Explain, SaysThatTheNextSyncReadsANameThatWasDropped) {
  plan::Plan plan;
  plan.groups.lost_source_names = {"g1", "g2"};
  bench.add_run(RunState::done, {}, plan);
  EXPECT_THAT(of("ada@acme.com").reasons,
              ElementsAre("Group g1 (the next sync reads its name) → g2 (the next "
                          "sync reads its name)"));
}

TEST_F(Explain, NamesTheReasonOfTheLastSyncForSomeoneWhoIsLeftOut) {
  const auto bo = of("bo@acme.com");
  EXPECT_EQ(bo.inclusion, Inclusion::excluded);
  EXPECT_THAT(bo.obstacles, ElementsAre("Suspended in Google; suspended users are left out"));
  EXPECT_EQ(bo.external_id, "u2");
}

TEST_F(Explain, KnowsNothingAboutAnUnknownAddress) {
  const auto unknown = of("unknown@acme.com");
  EXPECT_FALSE(unknown.found);
  EXPECT_EQ(unknown.inclusion, Inclusion::unknown);
  EXPECT_THAT(unknown.next, HasSubstr("No target user has this address"));
}

TEST_F(Explain, NamesTheSourceInWhichTheLastSyncDidNotFindAnAddress) {
  SettingsUsed used;
  used.settings = bench.store.load_settings("acme")->settings;
  used.names = {{"g1", "Builders"}};
  bench.add_run(RunState::done, {}, {}, {}, RunKind::sync, used);
  EXPECT_THAT(
      of("unknown@acme.com").next,
      HasSubstr("The last sync did not find it in its source (Groups: “Builders”, with nested groups). "
                "Ask Google"));
}

TEST_F(Explain, SaysThatTheSelectionWasChanged) {
  change_settings([](SyncSettings& settings) { settings.groups = {"g9"}; });
  EXPECT_THAT(of("ada@acme.com").obstacles,
              ElementsAre("The selection was changed: these units and groups are no longer selected"));
  change_settings([](SyncSettings& settings) { settings.groups = {"g2"}; });
  EXPECT_THAT(of("ada@acme.com").obstacles, IsEmpty());
}

TEST_F(Explain, SaysThatARemovalIsHeld) {
  plan::Plan plan;
  plan.people.held = {{"u1", 7, "Ada@acme.com", "Deleted in Google", bench.host.clock().now(), 0}};
  plan.people.held_changed = true;
  bench.add_run(RunState::held, {}, plan);
  const auto ada = of("ada@acme.com");
  EXPECT_THAT(ada.obstacles, ElementsAre("Deleted in Google"));
  EXPECT_THAT(ada.next, HasSubstr("held since 1 Jan 2026"));
}

TEST_F(Explain, SaysWhatHappenedToTheRowInTheHost) {
  auto row = bench.store.users("acme").at(0);
  row.row.updated_at += 5;
  bench.store.put_user(row);
  ASSERT_EQ(of("ada@acme.com").remarks.size(), 1U);
  EXPECT_THAT(of("ada@acme.com").remarks[0], HasSubstr("The next sync restores"));
  bench.store.erase_user(7);
  const auto deleted = of("ada@acme.com");
  EXPECT_EQ(deleted.inclusion, Inclusion::excluded);
  EXPECT_THAT(deleted.next, HasSubstr("adds the target user again"));
}

TEST_F(Explain, NamesTheProviderThatOwnsTheRow) {
  bench.store.put_user(hand_made_user("acme", 900, "cy@acme.com"));
  EXPECT_THAT(of("cy@acme.com").obstacles[0], HasSubstr("Added by hand"));
  auto other = hand_made_user("acme", 901, "di@acme.com");
  other.row.provider = "okta";
  other.row.external_id = "x1";
  bench.store.put_user(other);
  EXPECT_THAT(of("di@acme.com").obstacles, ElementsAre("The target user belongs to the provider “okta”"));
}

TEST_F(Explain, PutsThePersonIntoThePagesAddress) {
  const auto answer = bench.act("explain", {{"email", " ada@acme.com "}});
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.toast->text, "Ada@acme.com is synced from Google.");
  EXPECT_EQ(answer.parameters.at("person"), "ada@acme.com");
  EXPECT_THAT(all_text(bench.page()), Not(HasSubstr("Group “Builders” → “Crew”")));
  EXPECT_THAT(all_text(bench.sub_page(*answer.path, answer.parameters)),
              HasSubstr("Group “Builders” → “Crew”"));
}

TEST_F(Explain, RefusesTextThatIsNotAnAddress) {
  for (const std::string& text : {std::string{}, std::string(300, 'x'), std::string("\xff@acme.com")})
    for (const char* action : {"explain", "ask_about_person", "sync_person"})
      EXPECT_EQ(bench.act(action, {{"email", text}}).outcome, Outcome::invalid) << action;
  EXPECT_THAT(bench.runs.person_syncs, IsEmpty());
}

TEST_F(Explain, AsksGoogleOrSyncsFromThePage) {
  bench.runs.person_outcome.explanation.email = "ada@acme.com";
  bench.runs.person_outcome.explanation.next = "A sync would not change this target user.";
  EXPECT_EQ(bench.act("ask_about_person", {{"email", "ada@acme.com"}}).toast->text,
            "A sync would not change this target user.");
  EXPECT_FALSE(bench.audited("person_synced"));
  (void)bench.act("sync_person", {{"email", "ada@acme.com"}});
  EXPECT_TRUE(bench.audited("person_synced"));
  ASSERT_EQ(bench.runs.person_syncs.size(), 2U);
  EXPECT_EQ(bench.runs.person_syncs[0].mode, host_sdk::SyncMode::preview);
  EXPECT_EQ(bench.runs.person_syncs[1].mode, host_sdk::SyncMode::apply);
  gup::Run live;
  live.company_id = "acme";
  bench.runs.live = live;
  EXPECT_EQ(bench.act("sync_person", {{"email", "ada@acme.com"}}).outcome, Outcome::refused);
  EXPECT_EQ(bench.runs.person_syncs.size(), 2U);
}

TEST_F(Explain, SaysWhatHasNoTimeLimitWhenGoogleIsSlow) {
  bench.runs.person_outcome.result = Cancelled().result();
  for (const auto& [action, way] :
       {std::pair("ask_about_person", "preview a sync"), std::pair("sync_person", "start a sync")}) {
    (void)bench.act(action, {{"email", "ada@acme.com"}});
    EXPECT_EQ(bench.result.code, host_sdk::ResultCode::try_again) << action;
    EXPECT_THAT(bench.result.sentence, HasSubstr("Nothing was changed. Try again, or " + std::string(way)));
  }
  EXPECT_FALSE(bench.audited("person_synced"));
}

TEST_F(Explain, APersonsRunIsNotTheLastSync) {
  bench.add_run(RunState::failed, {}, {}, host_sdk::Result::again("Google is down."), RunKind::person);
  EXPECT_EQ(bench.page().status.label, "Healthy");
}

}  // namespace
}  // namespace gup::testing
