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
  (void)bench.act("show_run", {{"value", std::to_string(run_id)}});
  const std::string text = all_text(bench.page());
  EXPECT_THAT(text, HasSubstr("The chosen run in detail"));
  EXPECT_THAT(text, HasSubstr("ada@acme.com\nhas an address that another target user holds"));
  EXPECT_THAT(text, HasSubstr("bo@acme.com\nDepartment changed from “Eng” to “Engineering”"));
  EXPECT_THAT(text, HasSubstr("The group Staff got a suffix."));
}

TEST(RunDetails, AreTheViewersOwn) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto run_id = bench.add_run(RunState::done);
  auto request = bench.request("show_run", {{"value", std::to_string(run_id)}});
  request.actor.id = "somebody-else";
  (void)bench.act(request);
  EXPECT_THAT(all_text(bench.page()), HasSubstr("The latest run in detail"));
}

}  // namespace
}  // namespace gup::testing
