// A sync of one person: the rules of a full sync, and no one else changes.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::Inclusion;
using host_sdk::PersonOutcome;
using host_sdk::ResultCode;
using host_sdk::SyncMode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PersonSync : public ::testing::Test {
 protected:
  PersonOutcome run(const std::string& email, SyncMode mode = SyncMode::apply) {
    return bench.here.engine.synchronize_person(bench.company, {bench.dana, RunTrigger::page, {}, mode},
                                                email, bench.monitor);
  }
  PersonOutcome ask(const std::string& email) { return run(email, SyncMode::preview); }
  DirectoryUser& ada() { return bench.google.directory.users.at(0); }
  void put_members(const std::string& group, std::vector<Member> members) {
    bench.google.directory.members.push_back({group, std::move(members), std::nullopt});
  }
  static SyncSettings by_groups(std::vector<std::string> groups) {
    SyncSettings settings;
    settings.source = SyncSource::groups;
    settings.scope = SyncScope::chosen;
    settings.groups = std::move(groups);
    return settings;
  }
  static std::string value_after(const PersonOutcome& outcome, const std::string& column) {
    for (const auto& field : outcome.explanation.fields)
      if (field.column == column) return field.after;
    return "";
  }

  SyncBench bench;
};

TEST_F(PersonSync, AddsThisPersonAlone) {
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.result.sentence, "Sync of ada@acme.com: 1 added, 0 updated, 0 removed.");
  EXPECT_EQ(outcome.explanation.inclusion, Inclusion::included);
  EXPECT_TRUE(outcome.explanation.changed);
  EXPECT_THAT(outcome.explanation.reasons, ElementsAre("Unit / Engineering (all units are selected)"));
  EXPECT_EQ(outcome.explanation.next, "The target user was added.");
  EXPECT_EQ(outcome.explanation.name, "Given Family");
  EXPECT_EQ(outcome.explanation.external_id, "u1");
  EXPECT_THAT(bench.emails(), ElementsAre("ada@acme.com"));
  EXPECT_EQ(bench.last_run().kind, RunKind::person);
  EXPECT_EQ(bench.last_run().managed_after, 1);
  EXPECT_TRUE(bench.lease_is_free());
}

TEST_F(PersonSync, AsksAndChangesNothing) {
  const auto outcome = ask("ada@acme.com");
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.explanation.next, "A sync would add this person as a target user.");
  EXPECT_FALSE(outcome.explanation.changed);
  EXPECT_TRUE(outcome.explanation.asked_source);
  EXPECT_EQ(value_after(outcome, "email"), "ada@acme.com");
  EXPECT_THAT(bench.emails(), IsEmpty());
  EXPECT_EQ(bench.store.row_writes(), 0);
  EXPECT_THAT(bench.store.list_runs("acme", 0, 10), IsEmpty());
}

TEST_F(PersonSync, ShowsTheValuesBeforeAndAfter) {
  (void)bench.sync();
  ada().job_title = "Analyst";
  const auto outcome = run("ada@acme.com");
  bool shown = false;
  for (const auto& field : outcome.explanation.fields)
    if (field.column == "job_title") shown = field.before.empty() && field.after == "Analyst";
  EXPECT_TRUE(shown);
  EXPECT_EQ(outcome.explanation.next, "The target user was updated: job title set to “Analyst”.");
  EXPECT_EQ(bench.store.users("acme").at(0).row.fields.job_title, "Analyst");
  EXPECT_EQ(run("ada@acme.com").explanation.next, "The target user is up to date; nothing was changed.");
}

TEST_F(PersonSync, AsksForOnePersonOnly) {
  bench.set_people(300);
  (void)bench.sync();
  bench.google.calls.clear();
  (void)run("u7@acme.com");
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "find users", "units"));
}

TEST_F(PersonSync, FindsAPersonByAFormerAddress) {
  (void)bench.sync();
  ada().primary_email = "ada.lovelace@acme.com";
  // Google does not keep the former address as an alias forever.
  const auto outcome = run("ADA@acme.com");
  EXPECT_EQ(outcome.explanation.email, "ada.lovelace@acme.com");
  EXPECT_THAT(bench.emails(), ElementsAre("ada.lovelace@acme.com", "bo@acme.com", "cy@acme.com"));
  // The row has the new address now, and the history has the former one.
  EXPECT_EQ(run("ada@acme.com").explanation.external_id, "u1");
}

TEST_F(PersonSync, FindsAPersonByAnAlias) {
  ada().aliases = {"countess@acme.com"};
  EXPECT_EQ(run("countess@acme.com").explanation.email, "ada@acme.com");
  EXPECT_THAT(bench.emails(), ElementsAre("ada@acme.com"));
}

TEST_F(PersonSync, RemovesAPersonWhoIsGone) {
  (void)bench.sync();
  bench.google.directory.users.erase(bench.google.directory.users.begin());
  EXPECT_EQ(ask("ada@acme.com").explanation.next, "A sync would delete this target user: deleted in Google.");
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(outcome.explanation.inclusion, Inclusion::excluded);
  EXPECT_THAT(outcome.explanation.obstacles, ElementsAre("Deleted in Google"));
  EXPECT_EQ(outcome.explanation.next, "The target user was deleted: deleted in Google.");
  EXPECT_THAT(bench.emails(), ElementsAre("bo@acme.com", "cy@acme.com"));
  // Later, only the history knows the address.
  EXPECT_EQ(ask("ada@acme.com").explanation.external_id, "u1");
}

TEST_F(PersonSync, KeepsAPersonIfGoogleDoesNotAnswer) {
  (void)bench.sync();
  bench.google.directory.users.erase(bench.google.directory.users.begin());
  bench.google.lookup_results["u1"] = LookupResult::unclear;
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(outcome.result.code, ResultCode::review_needed);
  EXPECT_THAT(outcome.explanation.next, HasSubstr("Google did not confirm whether this user was deleted"));
  EXPECT_THAT(bench.emails(), SizeIs(3));
}

TEST_F(PersonSync, SaysThatASuspendedPersonIsLeftOut) {
  ada().suspended = true;
  const auto outcome = ask("ada@acme.com");
  EXPECT_EQ(outcome.explanation.inclusion, Inclusion::excluded);
  EXPECT_THAT(outcome.explanation.obstacles,
              ElementsAre("Suspended in Google; suspended users are left out"));
  EXPECT_EQ(outcome.explanation.next, "Nothing is changed: suspended in Google.");
}

TEST_F(PersonSync, NamesTheUnitThatIsNotSelected) {
  SyncSettings settings;
  settings.scope = SyncScope::chosen;
  settings.organizational_units = {"id:sales"};
  bench.set_up(settings);
  EXPECT_THAT(ask("ada@acme.com").explanation.obstacles,
              ElementsAre("In the unit / Engineering, which is not selected"));
  EXPECT_THAT(ask("cy@acme.com").explanation.reasons, ElementsAre("Unit / Sales / EMEA (selected: / Sales)"));
  EXPECT_THAT(ask("bo@acme.com").explanation.reasons, ElementsAre("Unit / Sales (selected)"));
}

TEST_F(PersonSync, ShowsThePathThroughNestedGroups) {
  bench.google.directory.groups.push_back({"g-emea", "emea@acme.com", "EMEA leads"});
  put_members("g-staff", {{"g-emea", "", MemberType::group}});
  put_members("g-emea", {{"u3", "cy@acme.com", MemberType::user}});
  bench.set_up(by_groups({"g-staff"}));
  EXPECT_THAT(ask("cy@acme.com").explanation.reasons, ElementsAre("Group “All staff” → “EMEA leads”"));
  EXPECT_THAT(ask("ada@acme.com").explanation.obstacles, ElementsAre("In no selected group"));
  (void)run("cy@acme.com");
  EXPECT_THAT(bench.emails(), ElementsAre("cy@acme.com"));
  auto settings = by_groups({"g-staff"});
  settings.include_nested_groups = false;
  bench.set_up(settings);
  EXPECT_THAT(ask("cy@acme.com").explanation.obstacles,
              ElementsAre("In no selected group; nested groups are not included"));
}

TEST_F(PersonSync, FindsThePersonInAGroupOfEveryone) {
  put_members("g-staff", {{"C01", "", MemberType::customer}});
  bench.set_up(by_groups({"g-staff"}));
  EXPECT_THAT(run("bo@acme.com").explanation.reasons, ElementsAre("Group “All staff”"));
  EXPECT_THAT(bench.emails(), ElementsAre("bo@acme.com"));
}

TEST_F(PersonSync, RemovesAPersonWhoLeftTheGroupAfterTheSameProof) {
  put_members("g-staff", {{"u1", "ada@acme.com", MemberType::user}, {"u2", "bo@acme.com", MemberType::user}});
  bench.set_up(by_groups({"g-staff"}));
  (void)bench.sync();
  bench.google.directory.members.at(0).members.erase(bench.google.directory.members.at(0).members.begin());
  bench.google.calls.clear();
  const auto outcome = run("ada@acme.com");
  EXPECT_THAT(bench.emails(), ElementsAre("bo@acme.com")) << outcome.explanation.next;
  EXPECT_EQ(bench.google.calls_of("has member"), 1);
  EXPECT_EQ(bench.google.calls_of("members again"), 2) << "the group's list, and once more";
}

TEST_F(PersonSync, CreatesOnlyTheTargetGroupThatThePersonJoins) {
  SyncSettings settings;
  settings.method = SyncMethod::matching_groups;
  bench.set_up(settings);
  const auto outcome = run("cy@acme.com");
  EXPECT_EQ(outcome.explanation.next, "The target user was added; joins “EMEA”.");
  ASSERT_THAT(bench.store.groups("acme"), SizeIs(1));
  EXPECT_EQ(bench.store.groups("acme").at(0).name, "EMEA");
  EXPECT_THAT(bench.store.members(), SizeIs(1));
  const auto full = bench.sync().report;
  EXPECT_EQ(full.groups_added, 3);
  EXPECT_EQ(full.unchanged, 1);
}

TEST_F(PersonSync, LeavesAnAddressToTheFullSyncIfAnotherUserFromGoogleHasIt) {
  (void)bench.sync();
  const auto before = bench.store.users("acme");
  bench.google.directory.users[1].primary_email = "bob@acme.com";
  ada().primary_email = "bo@acme.com";
  const auto outcome = run("bo@acme.com");
  EXPECT_EQ(outcome.explanation.external_id, "u1");
  ASSERT_THAT(outcome.explanation.obstacles, SizeIs(1));
  EXPECT_THAT(outcome.explanation.obstacles[0], HasSubstr("the next full sync decides about both"));
  EXPECT_EQ(bench.store.users("acme").at(1).row.updated_at, before.at(1).row.updated_at);
  EXPECT_THAT(bench.emails(), ElementsAre("ada@acme.com", "bo@acme.com", "cy@acme.com"));
  EXPECT_EQ(bench.sync().report.failed, 0);
  EXPECT_THAT(bench.emails(), ElementsAre("bo@acme.com", "bob@acme.com", "cy@acme.com"));
}

TEST_F(PersonSync, DoesNotAdoptTheReleasedRowOfAnotherPerson) {
  bench.store.put_user(hand_made_user("acme", 900, "ada@acme.com"));
  (void)bench.sync();
  ada().primary_email = "ada.old@acme.com";
  ada().suspended = true;
  (void)bench.sync();
  ASSERT_EQ(bench.store.users("acme").back().row.provider, "") << "released to the host";
  bench.google.directory.users.push_back(user("u9", "ada@acme.com", "/"));
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(outcome.explanation.external_id, "u9");
  EXPECT_FALSE(outcome.explanation.changed);
}

TEST_F(PersonSync, HoldsARemovalAboveTheLimit) {
  SyncSettings settings;
  settings.removal_limit = {.percent = 1, .at_least = 1};
  bench.set_up(settings);
  bench.set_people(40);
  (void)bench.sync();
  bench.remove_people(1);
  const auto outcome = run("u40@acme.com");
  EXPECT_EQ(outcome.result.code, ResultCode::review_needed);
  EXPECT_THAT(outcome.explanation.next, HasSubstr("above the limit and held: deleted in Google"));
  EXPECT_EQ(outcome.explanation.inclusion, Inclusion::included);
  EXPECT_THAT(bench.emails(), SizeIs(40));
  ASSERT_THAT(bench.store.held_removals("acme", 0, 0), SizeIs(1));
  EXPECT_EQ(bench.store.held_removals("acme", 0, 0)[0].external_id, "u40");
}

TEST_F(PersonSync, CountsInTheLimitOfLaterSyncs) {
  SyncSettings settings;
  settings.removal_limit = {.percent = 5, .at_least = 3};
  bench.set_up(settings);
  bench.set_people(40);
  (void)bench.sync();
  for (int number = 40; number > 38; --number) {
    bench.remove_people(1);
    EXPECT_TRUE(run("u" + std::to_string(number) + "@acme.com").explanation.changed);
  }
  bench.remove_people(1);
  EXPECT_EQ(bench.sync().report.held, 1);
}

TEST_F(PersonSync, KeepsTheHeldRemovalsOfOthers) {
  bench.set_people(40);
  (void)bench.sync();
  bench.remove_people(30);
  (void)bench.sync();
  const auto before = bench.store.held_removals("acme", 0, 0);
  ASSERT_THAT(before, SizeIs(30));
  EXPECT_EQ(run("u1@acme.com").result.code, ResultCode::ok);
  EXPECT_EQ(bench.store.held_removals("acme", 0, 0), before);
  bench.google.directory.users.push_back(user("u40", "u40@acme.com", "/"));
  EXPECT_EQ(run("u40@acme.com").result.code, ResultCode::ok);
  EXPECT_THAT(bench.store.held_removals("acme", 0, 0), SizeIs(29));
}

TEST_F(PersonSync, SaysThatTheAddressIsUnknown) {
  for (const char* address : {"unknown@acme.com", "Robert'); DROP TABLE target_users;--", "\xff\xfe", ""}) {
    const auto outcome = run(address);
    EXPECT_EQ(outcome.result.code, ResultCode::ok) << address;
    EXPECT_FALSE(outcome.explanation.found);
    EXPECT_EQ(outcome.explanation.inclusion, Inclusion::excluded);
  }
  EXPECT_THAT(bench.emails(), IsEmpty());
}

TEST_F(PersonSync, TakesOverATargetUserThatWasAddedByHand) {
  bench.store.put_user(hand_made_user("acme", 900, "ada@acme.com"));
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(outcome.explanation.user_id, 900);
  EXPECT_THAT(outcome.explanation.next, HasSubstr("is now managed from Google"));
  EXPECT_EQ(bench.store.users("acme").at(0).row.provider, "google-workspace");
}

TEST_F(PersonSync, SkipsAnExistingTargetUserByTheSetting) {
  SyncSettings settings;
  settings.existing_users = ExistingUsers::skip;
  bench.set_up(settings);
  bench.store.put_user(hand_made_user("acme", 900, "ada@acme.com"));
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(outcome.explanation.inclusion, Inclusion::excluded);
  ASSERT_THAT(outcome.explanation.obstacles, SizeIs(1));
  EXPECT_THAT(outcome.explanation.obstacles[0], HasSubstr("already exists"));
  EXPECT_EQ(bench.store.users("acme").at(0).row.provider, "");
}

TEST_F(PersonSync, PlansAgainWhenTheRowChangesMeanwhile) {
  (void)bench.sync();
  ada().job_title = "Analyst";
  int applied = 0;
  bench.store.before_apply([&] {
    if (++applied > 1) return;
    auto row = bench.store.users("acme").at(0);
    row.row.fields.department = "By hand";
    row.row.updated_at += 5;
    bench.store.put_user(row);
  });
  const auto outcome = run("ada@acme.com");
  EXPECT_EQ(applied, 2);
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(bench.store.users("acme").at(0).row.fields.department, std::nullopt);
  EXPECT_EQ(bench.store.users("acme").at(0).row.fields.job_title, "Analyst");
}

TEST_F(PersonSync, LostAccessPausesTheScheduleAndChangesNoOne) {
  (void)bench.sync();
  bench.fail_at("find users", ResultCode::access_lost, "The access to Google was taken back.");
  EXPECT_EQ(run("ada@acme.com").result.code, ResultCode::access_lost);
  EXPECT_EQ(bench.connection_state(), ConnectionState::reconnect_needed);
  EXPECT_THAT(bench.emails(), SizeIs(3));
}

TEST_F(PersonSync, FailsWithoutConsequencesForTheDailySync) {
  (void)bench.sync();
  const auto due = bench.due_in();
  bench.fail_at("find users", ResultCode::try_again, "Google is down.");
  EXPECT_EQ(run("ada@acme.com").result.code, ResultCode::try_again);
  EXPECT_EQ(bench.last_run().state, RunState::failed);
  EXPECT_EQ(bench.due_in(), due);
  EXPECT_FALSE(bench.host.notices().notice("acme", kFailingNotice));
}

TEST_F(PersonSync, WaitsForAnActiveRunInAnotherProcess) {
  (void)bench.sync();
  ada().job_title = "Analyst";
  PersonOutcome outcome;
  bool ran = false;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users" || ran) return;
    ran = true;
    // The other process waits for this run, until it is cancelled.
    host_sdk::fakes::FakeTaskMonitor impatient(&bench.host.clock());
    impatient.cancel_at_check(3);
    EXPECT_THROW((void)bench.elsewhere.engine.synchronize_person(
                     bench.company, {bench.dana, RunTrigger::page}, "ada@acme.com", impatient),
                 Failure);
  };
  (void)bench.sync();
  EXPECT_TRUE(ran);
}

/// As on the page, whose time for Google may be over at any moment.
TEST_F(PersonSync, LeavesNothingHalfDoneWhenItIsCancelledAtAnyCheck) {
  (void)bench.sync();
  ada().given_name = "Augusta";
  const auto name = [this] {
    for (const auto& user : bench.store.users("acme"))
      if (user.row.fields.email == "ada@acme.com") return user.row.fields.first_name;
    return std::string();
  };
  constexpr int kMostChecks = 200;
  int checks = 0;
  for (auto code = ResultCode::cancelled; code != ResultCode::ok && checks < kMostChecks;) {
    host_sdk::fakes::FakeTaskMonitor impatient(&bench.host.clock());
    impatient.cancel_at_check(static_cast<std::size_t>(++checks));
    try {
      code = bench.here.engine
                 .synchronize_person(bench.company, {bench.dana, RunTrigger::page}, "ada@acme.com", impatient)
                 .result.code;
    } catch (const Cancelled& cancelled) {
      code = cancelled.result().code;
    }
    EXPECT_EQ(name(), code == ResultCode::ok ? "Augusta" : "Given") << "at check " << checks;
    EXPECT_TRUE(code == ResultCode::ok || code == ResultCode::cancelled);
    EXPECT_TRUE(bench.lease_is_free());
  }
  EXPECT_GT(checks, 3);
  EXPECT_LT(checks, kMostChecks);
}

}  // namespace
}  // namespace gup::testing
