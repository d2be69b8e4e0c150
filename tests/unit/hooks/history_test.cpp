// The history of runs, and one of them in detail.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using ::testing::HasSubstr;

TEST(History, PagesThroughTheRuns) {
  Bench bench;
  bench.connect();
  bench.set_up();
  for (int i = 0; i < 12; ++i) bench.add_run(RunState::done);
  const auto first_page = bench.page();
  const auto& first = *find_kind<host_sdk::page::Table>(first_page, "history");
  ASSERT_EQ(first.rows.size(), 10U);
  EXPECT_EQ(std::get<std::string>(first.rows[0].cells[8]), "1 min");
  const auto second_page = bench.page({{"history", first.next}});
  const auto& second = *find_kind<host_sdk::page::Table>(second_page, "history");
  EXPECT_EQ(second.rows.size(), 2U);
  EXPECT_EQ(second.next, "");
}

TEST(History, SaysThatThereIsNoneYet) {
  Bench bench;
  bench.connect();
  EXPECT_THAT(all_text(bench.page()), HasSubstr("No syncs yet."));
}

TEST(RunDetails, ShowEachPersonWithTheReason) {
  Bench bench;
  bench.connect();
  bench.set_up();
  plan::Plan plan;
  plan::PersonChange failure;
  failure.kind = plan::ChangeKind::failed;
  failure.email = "ada@acme.com";
  failure.reason = "has an address that another target user holds";
  plan::PersonChange update;
  update.kind = plan::ChangeKind::updated;
  update.email = "bo@acme.com";
  update.before.emplace().fields.department = "Eng";
  update.after.emplace().fields.department = "Engineering";
  plan.report.changes = {failure, update};
  host_sdk::SyncReport report;
  report.failed = 1;
  report.remarks = {"The group Staff got a suffix."};
  const auto run_id = bench.add_run(RunState::done, report, plan);
  bench.add_run(RunState::done);
  const auto answer = bench.act("show_run", {{"value", std::to_string(run_id)}});
  const std::string text = all_text(bench.page({}, answer.parameters));
  EXPECT_THAT(text, HasSubstr("Details of the chosen sync"));
  EXPECT_THAT(text, HasSubstr("ada@acme.com\nHas an address that another target user holds"));
  EXPECT_THAT(text, HasSubstr("bo@acme.com\nDepartment changed from “Eng” to “Engineering”"));
  EXPECT_THAT(text, HasSubstr("The group Staff got a suffix."));
}

/// Another process of the host: the same store, hooks of its own.
struct OtherProcess {
  explicit OtherProcess(Bench& bench) : jobs(bench.context), hook(bench.context, jobs) {}
  HookJobs jobs;
  SettingsPageHook hook;
};

TEST(RunDetails, ShowTheRunOfTheAddressInEveryProcess) {
  Bench bench;
  bench.connect();
  bench.set_up();
  host_sdk::SyncReport report;
  report.unchanged = 4711;
  const auto run_id = bench.add_run(RunState::done, report);
  bench.add_run(RunState::done);
  const auto answer = bench.act("show_run", {{"value", std::to_string(run_id)}});
  EXPECT_EQ(answer.parameters.at("run"), std::to_string(run_id));
  OtherProcess other(bench);
  host_sdk::page::Page page;
  ASSERT_TRUE(other.hook.page({bench.company, bench.dana, {}, 0, answer.parameters}, page).done());
  EXPECT_THAT(all_text(page), HasSubstr("Details of the chosen sync"));
  EXPECT_THAT(all_text(page), HasSubstr("4711"));
}

TEST(RunDetails, ShowTheLatestRunWhereTheAddressNamesNone) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto run_id = bench.add_run(RunState::done);
  bench.add_run(RunState::done);
  (void)bench.act("show_run", {{"value", std::to_string(run_id)}});
  EXPECT_THAT(all_text(bench.page()), HasSubstr("Details of the latest sync"));
  for (const char* unusable : {"999", "-1", "x", ""})
    EXPECT_THAT(all_text(bench.page({}, {{"run", unusable}})), HasSubstr("Details of the latest sync"))
        << unusable;
}

TEST(RunDetails, ShowTheLatestRunAgainAfterTheNextAction) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto run_id = bench.add_run(RunState::done);
  auto request = bench.request("sync_now");
  request.parameters = {{"run", std::to_string(run_id)}};
  EXPECT_TRUE(bench.act(request).parameters.empty());
}

TEST(RunDetails, BeginAtTheFirstPageOfAnotherRun) {
  using host_sdk::page::Table;
  Bench bench;
  bench.connect();
  bench.set_up();
  std::vector<plan::PersonChange> added;
  for (int i = 0; i < 30; ++i) {
    plan::PersonChange change;
    change.kind = plan::ChangeKind::added;
    change.email = "person" + std::to_string(i) + "@acme.com";
    added.push_back(change);
  }
  plan::Plan plan;
  plan.report.changes = added;
  const auto first = std::to_string(bench.add_run(RunState::done, {}, plan));
  const auto second = std::to_string(bench.add_run(RunState::done, {}, plan));
  const auto page = bench.page({}, {{"run", first}});
  const std::string next = find_kind<Table>(page, "run_changes")->next;
  const auto same_run = bench.page({{"run_changes", next}}, {{"run", first}});
  EXPECT_EQ(find_kind<Table>(same_run, "run_changes")->rows.size(), 5U);
  const auto other_run = bench.page({{"run_changes", next}}, {{"run", second}});
  EXPECT_EQ(find_kind<Table>(other_run, "run_changes")->rows.size(), 25U);
}

}  // namespace
}  // namespace gup::testing
