// The action Unlink: its confirmation, its job and what the page shows.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::Outcome;
using ::testing::HasSubstr;

TEST(Unlink, AsksForTheDomainAndNamesTheNumbers) {
  Bench bench;
  bench.connect();
  const auto page = bench.page();
  ASSERT_TRUE(page.unlink && page.unlink->confirm);
  EXPECT_EQ(page.unlink->confirm->type_to_confirm->value, "acme.com");
  EXPECT_EQ(page.unlink->confirm->confirm_label, "Unlink and delete 0 users");
  EXPECT_THAT(page.unlink->confirm->text, HasSubstr("0 users and 0 target groups"));
}

TEST(Unlink, ChecksTheDomainItself) {
  Bench bench;
  bench.connect();
  auto request = bench.request("unlink");
  request.confirmation = "acme.org";
  const auto answer = bench.act(request);
  EXPECT_EQ(answer.outcome, Outcome::invalid);
  EXPECT_EQ(answer.errors.count("confirmation"), 1U);
  EXPECT_EQ(bench.host.jobs().queued(), 0U);
}

TEST(Unlink, BecomesAJobOnceTheDomainWasTyped) {
  Bench bench;
  bench.connect();
  bench.set_up();
  auto request = bench.request("unlink");
  request.confirmation = "  acme.com ";
  const auto answer = bench.act(request);
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.started_job, "unlink");
  EXPECT_TRUE(bench.audited("unlink_started"));
  bench.host.jobs().run_all();
  EXPECT_EQ(bench.runs.unlinks.size(), 1U);
}

TEST(Unlink, AsksWhetherTheUsersAreDeletedOrKept) {
  for (const auto& [action, rows] :
       {std::pair("unlink", UnlinkedRows::deleted), std::pair("unlink_and_keep", UnlinkedRows::kept)}) {
    Bench bench;
    bench.connect();
    const auto offered = find_action(bench.page(), action);
    ASSERT_TRUE(offered && offered->confirm);
    EXPECT_EQ(offered->confirm->type_to_confirm->value, "acme.com");
    EXPECT_EQ(bench.act(action, {{"confirmation", "acme.org"}}).outcome, Outcome::invalid);
    EXPECT_EQ(bench.act(action, {{"confirmation", "acme.com"}}).outcome, Outcome::render);
    bench.host.jobs().run_all();
    EXPECT_EQ(bench.runs.unlinked_rows, rows) << action;
  }
}

TEST(Unlink, DoesNotStopADailySyncThatIsStartedRightAfterIt) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("unlink", {{"confirmation", "acme.com"}});
  bench.host.jobs().run_all();
  EXPECT_TRUE(daily_sync_wanted(bench.context, "acme")) << "the run itself forgets it, before its end";
}

TEST(Unlink, TakesTheConfirmationFromItsFieldAsWell) {
  Bench bench;
  bench.connect();
  EXPECT_EQ(bench.act("unlink", {{"confirmation", "acme.com"}}).outcome, Outcome::render);
}

TEST(Unlink, IsPossibleWhileAccessIsLostAndAfterAnInterruption) {
  Bench bench;
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_TRUE(bench.page().unlink->disabled.empty());
  bench.connect(ConnectionState::unlinking);
  EXPECT_TRUE(bench.page().unlink->disabled.empty());
  EXPECT_EQ(bench.act("unlink", {{"confirmation", "acme.com"}}).outcome, Outcome::render);
}

TEST(Unlink, IsRefusedWithoutAConnection) {
  Bench bench;
  EXPECT_EQ(bench.act("unlink", {{"confirmation", ""}}).outcome, Outcome::refused);
}

TEST(Unlink, LeavesAReceiptOnThePage) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.add_run(RunState::done, {}, {},
                {host_sdk::ResultCode::ok, "884 users and 12 target groups deleted.", {}}, RunKind::unlink);
  const auto page = bench.page();
  EXPECT_EQ(page.status.label, "Not connected");
  ASSERT_NE(find_block(page, "unlink_receipt"), nullptr);
  EXPECT_THAT(all_text(page), HasSubstr("884 users and 12 target groups deleted."));
  EXPECT_NE(find_block(page, "history"), nullptr);
}

}  // namespace
}  // namespace gup::testing
