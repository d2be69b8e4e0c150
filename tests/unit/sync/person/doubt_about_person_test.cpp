// What an administrator reads about one person while Google does not confirm a change.
#include <gmock/gmock.h>

#include <utility>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::Inclusion;
using host_sdk::PersonOutcome;
using host_sdk::ResultCode;
using host_sdk::SyncMode;
using ::testing::ElementsAre;

/// Two groups with a target group each. Ada and Bo are in "All staff".
class DoubtAboutPerson : public ::testing::Test {
 protected:
  DoubtAboutPerson() {
    bench.google.directory.members = {
        {"g-board", {{"u3", "cy@acme.com", MemberType::user}}, std::nullopt},
        {"g-staff",
         {{"u1", "ada@acme.com", MemberType::user}, {"u2", "bo@acme.com", MemberType::user}},
         std::nullopt}};
    SyncSettings settings;
    settings.source = SyncSource::groups;
    settings.scope = SyncScope::chosen;
    settings.groups = {"g-board", "g-staff"};
    settings.method = SyncMethod::matching_groups;
    bench.set_up(settings);
    (void)bench.sync();
  }
  void delete_staff() {
    std::erase_if(bench.google.directory.groups,
                  [](const DirectoryGroup& group) { return group.id == "g-staff"; });
    bench.google.directory.members.pop_back();
  }
  PersonOutcome run(const std::string& email, SyncMode mode) {
    return bench.here.engine.synchronize_person(bench.company, {bench.dana, RunTrigger::page, {}, mode},
                                                email, bench.monitor);
  }
  PersonOutcome apply(const std::string& email) { return run(email, SyncMode::apply); }
  PersonOutcome ask(const std::string& email) { return run(email, SyncMode::preview); }

  SyncBench bench;
};

TEST_F(DoubtAboutPerson, SaysThatAPersonOfADeletedGroupStays) {
  delete_staff();
  const auto planned = ask("ada@acme.com").explanation;
  EXPECT_EQ(planned.next,
            "A sync would leave this target user as it is: the group “All staff” was deleted in Google.");
  EXPECT_EQ(planned.inclusion, Inclusion::included);
  EXPECT_THAT(planned.remarks,
              ElementsAre("The group “All staff” (g-staff) was deleted in Google. Its people "
                          "stay unchanged until you remove it from the selection."));
  const auto done = apply("ada@acme.com");
  EXPECT_EQ(done.explanation.next,
            "The target user stays as it is: the group “All staff” was deleted in Google.");
  EXPECT_FALSE(done.explanation.changed);
  EXPECT_EQ(done.result.code, ResultCode::review_needed);
  EXPECT_EQ(
      done.result.sentence,
      "Sync of ada@acme.com: The group “All staff” was deleted in Google. 1 user stays as it is. Check the "
      "selection.");
}

TEST_F(DoubtAboutPerson, SaysThatAPersonOfAGroupThatKeepsFailingStays) {
  bench.google.directory.members.back() = {"g-staff", {}, Unreadable::failing};
  const auto done = apply("ada@acme.com");
  EXPECT_EQ(done.explanation.next,
            "The target user stays as it is: the group “All staff” could not be read, because Google kept "
            "failing.");
  EXPECT_EQ(
      done.result.sentence,
      "Sync of ada@acme.com: The group “All staff” could not be read, because Google kept failing. 1 user "
      "stays as it is.");
}

TEST_F(DoubtAboutPerson, SaysThatTheGroupWasRecreated) {
  delete_staff();
  bench.google.directory.groups.push_back({"g-new", "staff@acme.com", "All staff"});
  EXPECT_EQ(ask("ada@acme.com").explanation.next,
            "A sync would leave this target user as it is: the group “All staff” was deleted in Google and "
            "recreated with the address staff@acme.com.");
}

TEST_F(DoubtAboutPerson, NamesTheMembershipsThatChangeAnyway) {
  delete_staff();
  bench.google.directory.members.front().members.push_back({"u1", "ada@acme.com", MemberType::user});
  const auto done = apply("ada@acme.com");
  EXPECT_EQ(done.explanation.next, "The memberships were changed: joins “board@acme.com”.");
}

TEST_F(DoubtAboutPerson, SaysThatAnAddressOfAnotherWorkspaceIsNotAUser) {
  bench.google.directory.foreign_addresses = {"vera@other.example"};
  bench.google.directory.customer_id = "C01";
  const auto asked = ask("vera@other.example");
  EXPECT_EQ(asked.result.code, ResultCode::ok);
  EXPECT_EQ(asked.explanation.inclusion, Inclusion::excluded);
  EXPECT_THAT(asked.explanation.obstacles, ElementsAre("Not a user of this Google Workspace"));
  EXPECT_EQ(asked.explanation.next, "A sync would not add this person.");
  EXPECT_EQ(apply("vera@other.example").result.code, ResultCode::ok);
}

TEST_F(DoubtAboutPerson, SaysTheSameAboutAMemberFromAnotherWorkspace) {
  bench.google.directory.foreign_addresses = {"vera@other.example"};
  bench.google.directory.customer_id = "C01";
  bench.google.directory.members.back().members.push_back({"x1", "vera@other.example", MemberType::user});
  ASSERT_EQ(bench.sync().report.skipped, 1);
  EXPECT_THAT(ask("vera@other.example").explanation.obstacles,
              ElementsAre("Not a user of this Google Workspace"));
}

TEST_F(DoubtAboutPerson, SaysNothingAboutAnAddressWhileGoogleRefusesEverything) {
  bench.google.directory.foreign_addresses = {"vera@other.example"};
  EXPECT_THROW((void)ask("vera@other.example"), Failure);
}

TEST_F(DoubtAboutPerson, KeepsAMembershipOfAHeldOrDismissedTargetGroup) {
  SyncSettings settings = bench.store.load_settings("acme")->settings;
  settings.removal_limit = {.percent = 1, .at_least = 1};
  bench.set_up(settings);
  auto& lists = bench.google.directory.members;
  for (Member& member : lists[1].members) lists[0].members.push_back(std::exchange(member, {}));
  lists[1].members.clear();
  EXPECT_EQ(bench.sync().report.held, 1) << "the target group would lose all its members";
  const auto memberships = bench.store.members().size();
  (void)apply("ada@acme.com");
  EXPECT_EQ(bench.store.members().size(), memberships);
  ASSERT_TRUE(bench.dismiss({"g-staff"}).done());
  (void)apply("ada@acme.com");
  EXPECT_EQ(bench.store.members().size(), memberships);
}

}  // namespace
}  // namespace gup::testing
