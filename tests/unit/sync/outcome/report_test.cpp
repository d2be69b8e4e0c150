// What a run reports about a plan.
#include "sync/outcome/report.hpp"

#include <gmock/gmock.h>

#include "sync/outcome/run_remarks.hpp"

namespace gup::testing {
namespace {

Run reported(const plan::Plan& plan) {
  Run run;
  run.finished_at = run.started_at;
  fill_report(run, plan);
  return run;
}

TEST(Report, NamesTheExclusionsWhenAnExcludedGroupIsGone) {
  plan::Plan plan;
  plan.report.doubts.frozen_sources = {"excluded group “Robots” (robots)"};
  const auto sentence = reported(plan).result.sentence;
  EXPECT_EQ(
      sentence,
      "1 excluded unit or group was deleted in Google or could not be read, so everyone it excluded stays "
      "excluded: check the exclusions.");
}

TEST(Report, NamesTheSelectionWhenASelectedGroupIsGone) {
  plan::Plan plan;
  plan.report.doubts.frozen_sources = {"“Team” (team)"};
  plan.report.doubts.frozen = {{"team", "The group “Team”", "Team", "was deleted in Google", 3, true}};
  plan.report.doubts.frozen_people = 3;
  EXPECT_EQ(reported(plan).result.sentence,
            "The group “Team” was deleted in Google. 3 users stay as they are. Check the selection.");
}

TEST(Report, NamesAGroupThatCouldNotBeRead) {
  const std::string kCause = "could not be read, because Google kept failing";
  plan::Plan plan;
  plan.report.doubts.frozen_sources = {"“Team” (team)"};
  plan.report.doubts.frozen = {{"team", "The group “Team”", "Team", kCause, 0, false}};
  EXPECT_EQ(reported(plan).result.sentence, "The group “Team” " + kCause + ". It adds no users for now.");
  plan.report.doubts.frozen[0].people = 2;
  EXPECT_EQ(reported(plan).result.sentence,
            "The group “Team” " + kCause + ". Its memberships stay as they are.")
      << "its users are in another selected group, too";
}

TEST(Report, NamesAFewOfManySourcesThatCouldNotBeRead) {
  plan::Plan plan;
  for (const char* id : {"a", "b", "c", "d", "e"}) {
    plan.report.doubts.frozen_sources.emplace_back(id);
    plan.report.doubts.frozen.push_back(
        {id, std::string("The group ") + id, id, "is no longer visible in Google", 1, true});
  }
  plan.report.doubts.frozen_people = 5;
  EXPECT_EQ(
      reported(plan).result.sentence,
      "The group a is no longer visible in Google. The group b is no longer visible in Google. The group c "
      "is "
      "no longer visible in Google. 2 more units or groups are missing in Google or could not be read. 5 "
      "users stay as they are. Check the selection.");
}

TEST(Report, SaysThatTheUnitOfAPersonIsUnknown) {
  plan::Plan plan;
  plan.report.doubts.people_without_unit = 2;
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(reported(plan).result.sentence,
            "2 users stay as they are, because Google did not list their organizational units.");
}

/// A plan that still holds these removals of target groups, and of a person.
plan::Plan holding_groups(int groups) {
  plan::Plan plan;
  plan.people.held = {{"u1", 1, "ada@acme.com", "Deleted in Google", {}}};
  for (int id = 1; id <= groups; ++id)
    plan.people.held.push_back({"g" + std::to_string(id), 0, "Group", "would be deleted", {}, id});
  return plan;
}

plan::StoredState with_groups(int groups) {
  plan::StoredState stored;
  for (int id = 1; id <= groups; ++id) {
    auto& link = stored.group_links.emplace_back();
    link.source_id = "g" + std::to_string(id);
    link.group_id = id;
  }
  return stored;
}

TEST(ApprovalRemark, SaysThatAGroupStaysWithItsHeldUsers) {
  const host_sdk::Actor dana{"dana", "Dana", {}};
  plan::Plan plan = holding_groups(2);
  report_approval({dana, RunTrigger::page, {"g1"}}, with_groups(3), plan);
  EXPECT_EQ(
      plan.report.remarks.at(0),
      "Dana approved 1 removal. 1 of these target groups stays, because users in it have held removals.");
  plan = holding_groups(2);
  report_approval({dana, RunTrigger::page, {"g1", "g2", "g3"}}, with_groups(3), plan);
  EXPECT_EQ(
      plan.report.remarks.at(0),
      "Dana approved 3 removals. 2 of these target groups stay, because users in them have held removals.");
}

}  // namespace
}  // namespace gup::testing
