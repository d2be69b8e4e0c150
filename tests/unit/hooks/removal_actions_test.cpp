// Approving and dismissing held removals from the page.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/action_names.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::ActionAnswer;
using host_sdk::page::OptionsAnswer;
using host_sdk::page::Outcome;
using host_sdk::page::Table;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// A connected company whose last sync held the removals of x1, x2, …
class HeldPeople : public ::testing::Test {
 protected:
  /// `unconfirmed`: how many more users stay because Google did not confirm that they left.
  void given(int people, int unconfirmed = 0) {
    bench.connect();
    bench.set_up();
    plan::Plan plan;
    plan.report.counts.managed_before = 884;
    plan.report.doubts.unconfirmed_people = unconfirmed;
    for (int i = 1; i <= people; ++i)
      plan.people.held.push_back({"x" + std::to_string(i), i, "person" + std::to_string(i) + "@acme.com",
                                  "Deleted in Google", bench.host.clock().now()});
    host_sdk::SyncReport report;
    report.held = people;
    bench.add_run(RunState::held, report, plan,
                  host_sdk::Result::failed(host_sdk::ResultCode::review_needed, "Removals are held."));
  }
  ActionAnswer approve(const std::string& removals, const std::string& count) {
    return bench.act(kApproveRemovals, {{"removals", removals}, {"count", count}});
  }
  std::string error(const ActionAnswer& answer, const std::string& field) {
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    EXPECT_EQ(bench.host.jobs().queued(), 0U) << "nothing is done";
    EXPECT_FALSE(bench.audited("removals_approved"));
    const auto found = answer.errors.find(field);
    return found == answer.errors.end() ? "" : found->second.at(0);
  }

  Bench bench;
};

using ApproveRemovals = HeldPeople;
using DismissRemovals = HeldPeople;

TEST_F(ApproveRemovals, StartsASyncThatCarriesOutAllOfThem) {
  given(3);
  const auto answer = approve("all", "3");
  ASSERT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.started_job, "sync");
  EXPECT_THAT(answer.toast->text, HasSubstr("3 removals approved"));
  bench.host.jobs().run_all();
  ASSERT_THAT(bench.runs.syncs, SizeIs(1));
  EXPECT_THAT(bench.runs.syncs[0].external_ids, ElementsAre("x1", "x2", "x3"));
  EXPECT_EQ(bench.runs.syncs[0].actor.name, "Dana Reyes");
  EXPECT_THAT(bench.host.audit_trail().actions("acme"), ElementsAre("removals_approved", "sync_started"));
}

TEST_F(ApproveRemovals, CarriesOutOnlyTheChosenOnes) {
  given(3);
  ASSERT_EQ(approve("x3, x1,x1", "2").outcome, Outcome::render);
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(0).external_ids, ElementsAre("x1", "x3"));
}

TEST_F(ApproveRemovals, DoesNotPassTheApprovalToALaterSync) {
  given(3);
  (void)approve("all", "3");
  bench.host.jobs().run_all();
  (void)bench.act(kSyncNow);
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(1).external_ids, IsEmpty());
}

TEST_F(ApproveRemovals, NeedsTheExactNumber) {
  given(3);
  EXPECT_EQ(error(approve("all", "2"), "count"),
            "Type 3 to approve 3 removals. You typed “2”. Nothing was done.");
  EXPECT_EQ(error(approve("x1", "3"), "count"),
            "Type 1 to approve 1 removal. You typed “3”. Nothing was done.");
  EXPECT_EQ(error(approve("all", ""), "count"), "Type 3 to approve 3 removals. Nothing was done.");
  EXPECT_EQ(error(approve("all", "3 removals"), "count"),
            "Type 3 to approve 3 removals. You typed “3 removals”. Nothing was done.");
}

TEST_F(ApproveRemovals, AcceptsTheNumberAsAConfirmationToo) {
  given(3);
  EXPECT_EQ(bench.act(kApproveRemovals, {{"removals", "all"}, {"confirmation", "3"}}).outcome,
            Outcome::render);
}

TEST_F(ApproveRemovals, RejectsIdsThatAreNotHeld) {
  given(3);
  EXPECT_THAT(error(approve("x1,x9", "2"), "removals"), HasSubstr("The removal of “x9” is not held."));
  EXPECT_THAT(error(approve("", "0"), "removals"), HasSubstr("Select the removals"));
  EXPECT_THAT(error(approve(" , ", "0"), "removals"), HasSubstr("Select the removals"));
}

TEST_F(ApproveRemovals, AcceptsADismissedPerson) {
  given(3);
  bench.store.put_user(hand_made_user("acme", 9, "kept@acme.com"));
  plan::Plan plan;
  plan::Link kept;
  kept.external_id = "kept";
  kept.user_id = 9;
  kept.state = plan::LinkState::dismissed;
  plan.people.link_updates.push_back(kept);
  plan.people.held = bench.store.held_removals("acme", 0, 0);
  bench.add_run(RunState::held, {}, plan);
  const auto page = bench.page();
  EXPECT_THAT(all_text(page), HasSubstr("kept@acme.com\nKept by an administrator"));
  EXPECT_EQ(approve("kept", "1").outcome, Outcome::render);
}

TEST_F(ApproveRemovals, SaysThatASyncIsAlreadyRunning) {
  given(3);
  bench.add_live_run();
  const auto answer = approve("all", "3");
  EXPECT_EQ(answer.started_job, "sync") << "the command line waits for the running sync";
  EXPECT_THAT(answer.toast->text, HasSubstr("already running"));
  EXPECT_THAT(answer.toast->text, HasSubstr("nothing was approved"));
  EXPECT_FALSE(bench.audited("removals_approved"));
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(0).external_ids, IsEmpty());
}

TEST_F(ApproveRemovals, IsRefusedWhileNothingIsHeldOrAccessIsLost) {
  bench.connect();
  bench.set_up();
  EXPECT_EQ(approve("all", "0").outcome, Outcome::refused);
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_THAT(approve("all", "0").toast->text, HasSubstr("Reconnect to Google first"));
}

TEST_F(DismissRemovals, KeepsTheUsersAndRecordsWhoDidIt) {
  given(3);
  const auto answer = bench.act(kDismissRemovals, {{"removals", "x2"}});
  ASSERT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.started_job, "dismissal");
  bench.host.jobs().run_all();
  ASSERT_THAT(bench.runs.dismissals, SizeIs(1));
  EXPECT_THAT(bench.runs.dismissals[0].external_ids, ElementsAre("x2"));
  EXPECT_EQ(bench.runs.dismissals[0].actor.name, "Dana Reyes");
  EXPECT_TRUE(bench.audited("removals_dismissed"));
}

TEST_F(DismissRemovals, KeepsThePersonOfARow) {
  given(3);
  const auto page = bench.sub_page("removals");
  const auto& keep = *find_kind<Table>(page, "held_people")->rows.at(1).action;
  EXPECT_EQ(keep.id, kKeepRemoval);
  const auto answer = bench.act(keep.id, {{"value", keep.value}});
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.path, "removals");
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.dismissals.at(0).external_ids, ElementsAre("x2"));
}

TEST_F(DismissRemovals, ShowsTheProgressInsteadOfTheListMeanwhile) {
  given(3);
  bench.add_live_run();
  const auto page = bench.sub_page("removals");
  EXPECT_NE(find_block(page, "progress"), nullptr);
  EXPECT_THAT(all_text(page), Not(HasSubstr("No removals are held")));
}

TEST_F(DismissRemovals, RejectsIdsThatAreNotHeld) {
  given(3);
  EXPECT_THAT(error(bench.act(kDismissRemovals, {{"removals", "x9"}}), "removals"), HasSubstr("is not held"));
}

TEST_F(DismissRemovals, WaitsForTheEndOfASync) {
  given(3);
  bench.add_live_run();
  const auto answer = bench.act(kDismissRemovals, {{"removals", "all"}});
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text, HasSubstr("A sync is running"));
}

TEST_F(HeldPeople, AreListedWithTheIdThatTheActionsTake) {
  given(60);
  const auto page = bench.page();
  const auto& table = *find_kind<Table>(page, "held_people");
  EXPECT_EQ(table.total, 60);
  EXPECT_EQ(table.rows[0].id, "x1");
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[3]), "x1");
  EXPECT_EQ(find_action(page, kApproveRemovals)->submit, true);
}

TEST_F(HeldPeople, ContinueOnTheNextPage) {
  given(60);
  const auto page = bench.page();
  const auto& table = *find_kind<Table>(page, "held_people");
  ASSERT_THAT(table.rows, SizeIs(50));
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[0]), "person1@acme.com");
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[1]), "Deleted in Google");
  const auto next_page = bench.page({{"held_people", table.next}});
  const auto& next = *find_kind<Table>(next_page, "held_people");
  ASSERT_THAT(next.rows, SizeIs(10));
  EXPECT_EQ(std::get<std::string>(next.rows[0].cells[0]), "person51@acme.com");
  EXPECT_EQ(next.next, "");
  EXPECT_EQ(find_action(bench.sub_page(""), "review_removals")->leads_to->path, "removals");
}

std::string first_person(const Table& table) {
  return std::get<std::string>(table.rows.at(0).cells[0]);
}

TEST_F(HeldPeople, AreFoundByAPartOfTheAddress) {
  given(60);
  const auto answer = bench.act(kFilterRemovals, {{"held_search", " PERSON4 "}});
  ASSERT_EQ(answer.path, "removals");
  const auto page = bench.sub_page("removals", answer.parameters);
  const auto& table = *find_kind<Table>(page, "held_people");
  EXPECT_EQ(table.total, 11) << "4 and 40 to 49";
  EXPECT_EQ(first_person(table), "person4@acme.com");
  const auto no_match = bench.sub_page("removals", {{"search", "xyz"}});
  EXPECT_EQ(find_kind<Table>(no_match, "held_people")->empty_text, "No held removal matches “xyz”.");
  EXPECT_EQ(find_action(no_match, "clear_held_search")->leads_to->path, "removals");
  const auto too_long = bench.act(kFilterRemovals, {{"held_search", std::string(257, 'x')}});
  EXPECT_THAT(too_long.errors.at("held_search").at(0), HasSubstr("too long"));
}

TEST_F(HeldPeople, AreSortedByTheHeadersInPages) {
  given(60);
  const auto page = bench.sub_page("removals");
  const auto& column = find_kind<Table>(page, "held_people")->columns.at(0);
  ASSERT_TRUE(column.sort);
  EXPECT_EQ(column.sort->parameters.at("sort"), "person");
  const auto by_person = bench.sub_page("removals", column.sort->parameters);
  const auto& table = *find_kind<Table>(by_person, "held_people");
  EXPECT_EQ(std::get<std::string>(table.rows.at(1).cells[0]), "person11@acme.com") << "after person10";
  EXPECT_EQ(table.columns[0].sort->parameters.at("sort"), "-person");
  const auto rest = bench.sub_page("removals", column.sort->parameters, {{"held_people", table.next}});
  EXPECT_THAT(find_kind<Table>(rest, "held_people")->rows, SizeIs(10));
  const auto descending = bench.sub_page("removals", {{"sort", "-person"}});
  EXPECT_EQ(first_person(*find_kind<Table>(descending, "held_people")), "person9@acme.com");
}

TEST_F(HeldPeople, LeaveTheReviewStateOnceAllAreDismissed) {
  given(3);
  EXPECT_EQ(bench.page().status.label, "Waiting for review");
  plan::Plan dismissal;
  bench.add_run(RunState::done, {}, dismissal, {}, RunKind::dismissal);
  const auto page = bench.page();
  EXPECT_EQ(page.status.label, "Healthy");
  EXPECT_EQ(find_block(page, "held_removals"), nullptr);
  EXPECT_THAT(all_text(page), HasSubstr("Removals dismissed"));
}

TEST_F(HeldPeople, StayInReviewIfGoogleDidNotConfirmOtherChanges) {
  given(3, 1);
  bench.add_run(RunState::done, {}, {}, {}, RunKind::dismissal);
  EXPECT_EQ(bench.page().status.label, "Waiting for review");
}

TEST_F(HeldPeople, StayOnThePageWhenALaterSyncFails) {
  given(3);
  bench.add_failure();
  const auto page = bench.page();
  EXPECT_NE(find_block(page, "held_removals"), nullptr);
  EXPECT_TRUE(find_action(page, kApproveRemovals));
}

TEST_F(HeldPeople, AreNotOfferedWhileASyncChecksThemAgain) {
  given(3);
  bench.add_live_run();
  const auto page = bench.page();
  EXPECT_EQ(find_block(page, "held_removals"), nullptr);
  bool explained = false;
  for (const auto& [id, reason] : page.unavailable_actions)
    if (id == kApproveRemovals) explained = reason.find("A sync is already running") == 0;
  EXPECT_TRUE(explained);
}

TEST_F(HeldPeople, AreOptionsOfThePicker) {
  given(120);
  host_sdk::page::OptionsRequest request{bench.company, bench.dana, "removals", "", "", "", 50, {}, {}};
  OptionsAnswer answer;
  ASSERT_TRUE(bench.hook.options(request, answer).done());
  ASSERT_THAT(answer.options, SizeIs(50));
  EXPECT_EQ(answer.options[0].id, "all");
  EXPECT_EQ(answer.options[0].label, "All 120 removals");
  EXPECT_EQ(answer.options[1].label, "person1@acme.com");
  std::set<std::string> seen;
  for (request.cursor = "0"; !answer.next.empty();) {
    for (const auto& option : answer.options) seen.insert(option.id);
    request.cursor = answer.next;
    ASSERT_TRUE(bench.hook.options(request, answer).done());
  }
  for (const auto& option : answer.options) seen.insert(option.id);
  EXPECT_THAT(seen, SizeIs(121)) << "every removal once, and all of them";
  request.cursor.clear();
  request.query = "PERSON77";
  ASSERT_TRUE(bench.hook.options(request, answer).done());
  ASSERT_THAT(answer.options, SizeIs(1));
  EXPECT_EQ(answer.options[0].id, "x77");
  request.ids = {"all", "x1", "x999"};
  ASSERT_TRUE(bench.hook.options(request, answer).done());
  EXPECT_EQ(answer.options[1].label, "person1@acme.com");
  EXPECT_TRUE(answer.options[2].gone);
}

TEST_F(HeldPeople, ShowFiftyOfALargeNumberAndAreApprovedAtOnce) {
  given(50'000);
  const auto page = bench.page();
  EXPECT_THAT(find_kind<Table>(page, "held_people")->rows, SizeIs(50));
  EXPECT_THAT(all_text(page), Not(HasSubstr("person51@acme.com")));
  EXPECT_EQ(approve("all", "50000").outcome, Outcome::render);
}

}  // namespace
}  // namespace gup::testing
