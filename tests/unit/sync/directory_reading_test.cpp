// Reading a directory: units that change meanwhile, and the confirmation of absent people.
#include <gmock/gmock.h>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Creates a unit before the listings of units with these numbers (from 1).
auto new_unit_before(SyncBench& bench, std::set<int> listings) {
  return [&bench, listings, number = 0](const std::string& call, host_sdk::TaskMonitor&) mutable {
    if (call != "units" || !listings.contains(++number)) return;
    const std::string name = "New" + std::to_string(number);
    bench.google.directory.units.push_back(unit("id:" + name, "/" + name, "id:root"));
  };
}

TEST(DirectoryReading, ReadsUsersBetweenTwoListingsOfUnits) {
  SyncBench bench;
  ASSERT_TRUE(bench.sync().result.done());
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "users", "units"));
}

TEST(DirectoryReading, ReadsAgainWhenUnitsChangedMeanwhile) {
  SyncBench bench;
  bench.google.before = new_unit_before(bench, {2});
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "users", "units", "users", "units"));
  EXPECT_EQ(bench.emails().size(), 3U);
}

TEST(DirectoryReading, FailsWhenUnitsChangeTwiceInARow) {
  SyncBench bench;
  bench.google.before = new_unit_before(bench, {2, 3});
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("twice in a row; nothing was changed"));
  EXPECT_EQ(outcome.report.requests, 5);
  EXPECT_THAT(bench.emails(), IsEmpty());
  EXPECT_EQ(bench.last_run().state, RunState::failed);
}

TEST(DirectoryReading, IgnoresTheOrderOfUnits) {
  SyncBench bench;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "units") std::swap(bench.google.directory.units[1], bench.google.directory.units[3]);
  };
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(bench.google.calls_of("users"), 1);
}

TEST(DirectoryReading, DoesNotReadUnitsIfGroupsAreTheSource) {
  SyncBench bench;
  SyncSettings settings;
  settings.source = SyncSource::groups;
  bench.set_up(settings);
  bench.google.directory.members = {{"g-staff", {{"u1", "ada@acme.com", MemberType::user}}, {}}};
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(bench.google.calls_of("units"), 0);
  EXPECT_EQ(bench.google.calls_of("members"), 2);
  EXPECT_THAT(bench.emails(), ElementsAre("ada@acme.com"));
}

std::vector<std::string> activities(const SyncBench& bench) {
  std::vector<std::string> activities;
  for (const auto& report : bench.monitor.reports()) activities.push_back(report.activity);
  return activities;
}

TEST(DirectoryReading, SaysThatGoogleIsNotAnsweringUntilItAnswersAgain) {
  SyncBench bench;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.google.retry_listener({3, 6, false});
    EXPECT_THAT(activities(bench).back(),
                "reading the directory. Google is not answering, trying again (3 of 6)");
    bench.google.retry_listener({1, 8, true});
    EXPECT_THAT(activities(bench).back(),
                "reading the directory. Google limits the requests, trying again (1 of 8)");
    bench.google.retry_listener({0, 0, false});
    EXPECT_EQ(activities(bench).back(), "reading the directory");
  };
  EXPECT_TRUE(bench.sync().result.done());
}

TEST(DirectoryReading, CountsTheGroupsThatAreReadOfAll) {
  SyncBench bench;
  SyncSettings settings;
  settings.source = SyncSource::groups;
  bench.set_up(settings);
  EXPECT_TRUE(bench.sync().result.done());
  std::vector<std::string> counts;
  for (const auto& report : bench.monitor.reports())
    if (report.unit == "groups")
      counts.push_back(std::to_string(report.done) + " of " + std::to_string(report.total.value_or(0)));
  EXPECT_THAT(counts, ElementsAre("1 of 2", "2 of 2", "2 of 2"));
}

/// A company whose removals are never held.
class AbsentPeople : public ::testing::Test {
 protected:
  void sync_people(int people) {
    SyncSettings settings;
    settings.removal_limit.percent = 100;
    bench.set_up(settings);
    bench.set_people(people);
    ASSERT_EQ(bench.sync().report.added, people);
    bench.google.calls.clear();
  }
  SyncBench bench;
};

TEST_F(AbsentPeople, AreConfirmedOneByOneWhateverTheirNumber) {
  sync_people(301);
  bench.remove_people(300);
  EXPECT_EQ(bench.sync().report.removed, 300);
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "users", "units", "confirm"));
  EXPECT_EQ(bench.google.confirmed_ids.size(), 300U);
  EXPECT_THAT(bench.emails(), ElementsAre("u1@acme.com"));
}

TEST_F(AbsentPeople, StayAndAreUpdatedIfGoogleConfirmsThem) {
  sync_people(3);
  bench.remove_people(1);
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "confirm") return;
    bench.set_people(3);
    bench.google.directory.users[2].given_name = "Grace";
  };
  const auto report = bench.sync().report;
  EXPECT_EQ(report.removed, 0);
  EXPECT_EQ(report.updated, 1);
  EXPECT_THAT(bench.google.confirmed_ids, ElementsAre("u3"));
  EXPECT_EQ(bench.store.users("acme").at(2).row.fields.first_name, "Grace");
}

TEST_F(AbsentPeople, StayIfGooglesAnswerIsUnclear) {
  sync_people(4);
  bench.remove_people(2);
  bench.google.lookup_results["u4"] = LookupResult::unclear;
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.removed, 1);
  EXPECT_EQ(outcome.result.code, ResultCode::review_needed);
  EXPECT_EQ(outcome.result.sentence,
            "1 user is missing from a list of Google, which did not confirm that they left: they stay as "
            "they are.");
  EXPECT_THAT(bench.emails(), ElementsAre("u1@acme.com", "u2@acme.com", "u4@acme.com"));
}

TEST_F(AbsentPeople, AreAskedAboutAgainSoonIfGoogleKeptFailing) {
  sync_people(4);
  bench.remove_people(1);
  bench.google.lookup_results["u4"] = LookupResult::unclear;
  bench.google.keeps_failing = true;
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::review_needed);
  EXPECT_EQ(outcome.result.retry_after, std::chrono::minutes{15});
  EXPECT_EQ(bench.due_in(), std::chrono::minutes{15});
}

TEST_F(AbsentPeople, StayIfTheConfirmationFails) {
  sync_people(3);
  bench.remove_people(1);
  bench.fail_at("confirm", ResultCode::try_again, "Google could not be reached.");
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_EQ(outcome.report.requests, 4);
  EXPECT_EQ(bench.emails().size(), 3U);
}

}  // namespace
}  // namespace gup::testing
