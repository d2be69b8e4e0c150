// The history of runs, and one of them in detail.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "page_reading.hpp"
#include "sync/names.hpp"

namespace gup::testing {
namespace {

using ::testing::HasSubstr;

TEST(History, PagesThroughTheRuns) {
  Bench bench;
  bench.connect();
  bench.set_up();
  for (int i = 0; i < 22; ++i) bench.add_run(RunState::done);
  const auto first_page = bench.page();
  const auto& first = *find_kind<host_sdk::page::Table>(first_page, "history");
  ASSERT_EQ(first.rows.size(), 20U);
  EXPECT_EQ(std::get<std::string>(first.rows[0].cells[9]), "1 min");
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
  const std::string text = all_text(bench.page({}, {{"run", std::to_string(run_id)}}));
  EXPECT_THAT(text, HasSubstr("Details of the chosen sync"));
  EXPECT_THAT(text, HasSubstr("ada@acme.com\nHas an address that another target user holds"));
  EXPECT_THAT(text, HasSubstr("bo@acme.com\nDepartment changed from “Eng” to “Engineering”"));
  EXPECT_THAT(text, HasSubstr("The group Staff got a suffix."));
}

TEST(RunDetails, AreSortedByTheHeadersAndKeepTheFilter) {
  Bench bench;
  bench.connect();
  bench.set_up();
  plan::Plan plan;
  for (const char* email : {"mia@acme.com", "ada@acme.com", "zoe@acme.com"}) {
    plan::PersonChange change;
    change.kind = plan::ChangeKind::skipped;
    change.email = email;
    change.reason = "has no mailbox";
    plan.report.changes.push_back(change);
  }
  const std::string path = "runs/" + std::to_string(bench.add_run(RunState::done, {}, plan));
  const auto people = [&](const host_sdk::page::Parameters& parameters) {
    return *find_kind<host_sdk::page::Table>(bench.sub_page(path, parameters), "run_people");
  };
  const auto first = [](const host_sdk::page::Table& table) {
    return std::get<std::string>(table.rows.at(0).cells[1]);
  };
  const auto table = people({{"kind", "skipped"}});
  EXPECT_EQ(first(table), "ada@acme.com") << "by person without being asked";
  EXPECT_EQ(table.columns.at(1).sorted, host_sdk::page::SortOrder::ascending);
  const auto other_way = table.columns.at(1).sort.value();
  EXPECT_EQ(other_way.path, path);
  EXPECT_EQ(other_way.parameters, (host_sdk::page::Parameters{{"kind", "skipped"}, {"sort", "-person"}}));
  EXPECT_EQ(first(people(other_way.parameters)), "zoe@acme.com");
  EXPECT_EQ(first(people({{"sort", "nonsense"}})), "mia@acme.com");
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
  OtherProcess other(bench);
  host_sdk::page::Page page;
  const std::string path = "runs/" + std::to_string(run_id);
  ASSERT_TRUE(other.hook.page({bench.company, bench.dana, {}, 0, {}, path}, page).done());
  EXPECT_EQ(page.title, "Sync of");
  EXPECT_THAT(all_text(page), HasSubstr("4711"));
}

TEST(RunDetails, ShowTheLatestRunWhereTheAddressNamesNone) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.add_run(RunState::done);
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
  const std::string next = find_kind<Table>(page, "run_people")->next;
  const auto same_run = bench.page({{"run_people", next}}, {{"run", first}});
  EXPECT_EQ(find_kind<Table>(same_run, "run_people")->rows.size(), 5U);
  const auto other_run = bench.page({{"run_people", next}}, {{"run", second}});
  EXPECT_EQ(find_kind<Table>(other_run, "run_people")->rows.size(), 25U);
}

plan::PersonChange change_with(plan::ChangeKind kind, const std::string& id, const std::string& email,
                               const std::string& reason = "") {
  plan::PersonChange made;
  made.kind = kind;
  made.external_id = id;
  made.email = email;
  made.reason = reason;
  return made;
}

/// A run with one person of each kind.
std::int64_t add_mixed_run(Bench& bench) {
  using plan::ChangeKind;
  plan::Plan plan;
  plan.report.changes = {
      change_with(ChangeKind::added, "1", "ada@acme.com"),
      change_with(ChangeKind::frozen, "2", "bo@acme.com", "The group “Sales” was deleted in Google"),
      change_with(ChangeKind::skipped, "3", "cy@acme.com", "Suspended in Google"),
      change_with(ChangeKind::removed, "4", "di@acme.com", "Deleted in Google")};
  return bench.add_run(RunState::done, {}, plan);
}

const host_sdk::page::Table* table_of(const host_sdk::page::Page& page, const char* id) {
  return find_kind<host_sdk::page::Table>(page, id);
}

TEST(RunDetails, ShowWhoWasKeptAndWhy) {
  Bench bench;
  bench.connect();
  bench.set_up();
  add_mixed_run(bench);
  const auto page = bench.page();
  ASSERT_NE(table_of(page, "run_people"), nullptr);
  EXPECT_EQ(table_of(page, "run_people")->rows.size(), 4U);
  EXPECT_THAT(all_text(page), HasSubstr("bo@acme.com\nThe group “Sales” was deleted in Google"));
}

TEST(RunDetails, ShowOnlyTheChosenKindOfPeople) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto run = std::to_string(add_mixed_run(bench));
  const auto answer = bench.act("filter_run", {{"value", run}, {"run_kind", "frozen"}, {"run_search", ""}});
  EXPECT_EQ(answer.parameters, (host_sdk::page::Parameters{{"kind", "frozen"}}));
  EXPECT_EQ(answer.path, "runs/" + run);
  const auto page = bench.sub_page(*answer.path, answer.parameters);
  ASSERT_NE(table_of(page, "run_people"), nullptr);
  EXPECT_EQ(table_of(page, "run_people")->rows.size(), 1U);
  const auto everyone = bench.act("filter_run", {{"value", run}, {"run_kind", "everything"}});
  EXPECT_EQ(table_of(bench.sub_page(*everyone.path, everyone.parameters), "run_people")->rows.size(), 4U);
}

TEST(RunDetails, SearchForAPartOfAnAddress) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto run = std::to_string(add_mixed_run(bench));
  const auto answer =
      bench.act("filter_run", {{"value", run}, {"run_kind", "everything"}, {"run_search", " CY@ "}});
  const auto page = bench.sub_page(*answer.path, answer.parameters);
  ASSERT_EQ(table_of(page, "run_people")->rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(table_of(page, "run_people")->rows[0].cells[1]), "cy@acme.com");
  const auto none = bench.page({}, {{"run", run}, {"search", "<script>"}, {"kind", "no such kind"}});
  EXPECT_TRUE(table_of(none, "run_people")->rows.empty());
}

TEST(RunDetails, RefuseANumberFollowedByText) {
  Bench bench;
  bench.connect();
  bench.set_up();
  gup::Run run;
  run.company_id = bench.company.id;
  const auto id = std::to_string(bench.store.start_run(run));
  EXPECT_EQ(bench.act("filter_run", {{"value", id}}).outcome, host_sdk::page::Outcome::render);
  EXPECT_EQ(bench.act("filter_run", {{"value", id + "abc"}}).outcome, host_sdk::page::Outcome::refused);
}

TEST(RunDetails, RefuseARunOfAnotherCompanyAndATextThatIsTooLong) {
  Bench bench;
  bench.connect();
  bench.set_up();
  gup::Run other;
  other.company_id = "globex";
  const auto id = std::to_string(bench.store.start_run(other));
  EXPECT_EQ(bench.act("filter_run", {{"value", id}}).outcome, host_sdk::page::Outcome::refused);
  const std::string long_text(300, 'x');
  for (const char* action : {"filter_run", "find_person"})
    EXPECT_EQ(bench.act(action, {{"run_search", long_text}, {"person", long_text}}).outcome,
              host_sdk::page::Outcome::invalid);
  EXPECT_EQ(bench.act("find_person").outcome, host_sdk::page::Outcome::invalid);
}

TEST(RunDetails, ShowTheSettingsThatTheRunUsed) {
  Bench bench;
  bench.connect();
  bench.set_up();
  gup::Run run;
  run.company_id = bench.company.id;
  run.started_by = "Dana Reyes";
  run.trigger = RunTrigger::command_line;
  auto& used = run.settings_used.emplace();
  used.settings.source = SyncSource::groups;
  used.settings.scope = SyncScope::chosen;
  used.settings.groups = {"g1", "g2"};
  used.settings.method = SyncMethod::target_group;
  used.settings.target_group = "17";
  used.names = {{"g1", "Sales"}};
  used.target_group = "From Google";
  run.id = bench.store.start_run(run);
  run.state = RunState::failed;
  ASSERT_TRUE(bench.store.finish_run(run));
  const std::string text = all_text(bench.page());
  EXPECT_THAT(text, HasSubstr("Groups: “Sales”, g2, with nested groups"));
  EXPECT_THAT(text, HasSubstr("Members of the target group “From Google”"));
  EXPECT_THAT(text, HasSubstr("5% and at least 20 users within 7 days"));
  EXPECT_THAT(text, HasSubstr("on the command line"));
}

TEST(History, ExportsTheSettingsAndRequestsOfEachRun) {
  Bench bench;
  bench.connect();
  bench.set_up();
  host_sdk::SyncReport report;
  report.requests = 4711;
  bench.add_run(RunState::done, report);
  host_sdk::page::Page page;
  ASSERT_TRUE(bench.hook.page({bench.company, bench.dana, {}, 200, {}, "runs"}, page).done());
  const auto& table = *table_of(page, "history");
  EXPECT_EQ(table.columns.size(), table.rows.at(0).cells.size());
  EXPECT_THAT(all_text(page), HasSubstr("4711"));
}

TEST(PersonHistory, ShowsEveryRunThatTouchedThePerson) {
  using plan::ChangeKind;
  Bench bench;
  bench.connect();
  bench.set_up();
  plan::Plan first;
  first.report.changes = {change_with(ChangeKind::added, "1", "ada@acme.com", "In /"),
                          change_with(ChangeKind::added, "2", "bo@acme.com", "In /")};
  bench.add_run(RunState::done, {}, first);
  plan::Plan second;
  second.report.changes = {change_with(ChangeKind::removed, "1", "ada@acme.com", "Deleted in Google")};
  const auto run = bench.add_run(RunState::done, {}, second);
  const auto answer = bench.act("find_person", {{"person", " Ada@acme.com "}});
  EXPECT_EQ(answer.parameters, (host_sdk::page::Parameters{{"person", "Ada@acme.com"}}));
  const auto page = bench.page({}, answer.parameters);
  const auto& table = *table_of(page, "person_history");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[4]), "Deleted in Google");
  EXPECT_EQ(table.rows[0].action->leads_to->path, "runs/" + std::to_string(run));
  EXPECT_EQ(std::get<std::string>(table.rows[1].cells[4]), "In /");
  EXPECT_EQ(table_of(bench.page({}, {{"person", "2"}}), "person_history")->rows.size(), 1U);
  EXPECT_EQ(table_of(bench.page(), "person_history"), nullptr);
}

TEST(PersonHistory, PagesThroughManyRuns) {
  Bench bench;
  bench.connect();
  bench.set_up();
  plan::Plan plan;
  plan.report.changes = {change_with(plan::ChangeKind::skipped, "1", "ada@acme.com")};
  for (int i = 0; i < 30; ++i) bench.add_run(RunState::done, {}, plan);
  const host_sdk::page::Parameters person{{"person", "ada@acme.com"}};
  const auto first = bench.page({}, person);
  EXPECT_EQ(table_of(first, "person_history")->rows.size(), 25U);
  const auto rest = bench.page({{"person_history", table_of(first, "person_history")->next}}, person);
  EXPECT_EQ(table_of(rest, "person_history")->rows.size(), 5U);
  EXPECT_EQ(table_of(rest, "person_history")->next, "");
  for (const char* unusable : {"x", "1:", ":1", "1:2:3", "99999999999999999999:1"})
    EXPECT_EQ(table_of(bench.page({{"person_history", unusable}}, person), "person_history")->rows.size(),
              25U)
        << unusable;
}

TEST(CleanUp, DeletesRunsOlderThan90DaysAlsoOfAnUnlinkedCompany) {
  Bench bench;
  bench.connect();
  bench.set_up();
  const auto old = add_mixed_run(bench);
  bench.unlink();
  bench.host.clock().advance(std::chrono::hours{24 * 89});
  const auto recent = bench.add_failure();
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_TRUE(bench.clean_up.run(bench.company, monitor).done());
  EXPECT_TRUE(bench.store.load_run(old));
  bench.host.clock().advance(std::chrono::hours{48});
  EXPECT_TRUE(bench.clean_up.run(bench.company, monitor).done());
  EXPECT_FALSE(bench.store.load_run(old));
  EXPECT_TRUE(bench.store.run_changes(old, {}, 0, 10).empty());
  EXPECT_TRUE(bench.store.load_run(recent));
}

TEST(CleanUp, ErasesTheTokenOfACompanyWithoutAConnection) {
  Bench bench;
  ASSERT_TRUE(bench.host.secrets().put("acme", kRefreshTokenSecret, "token-of-a-killed-connect").done());
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_TRUE(bench.clean_up.run(bench.company, monitor).done());
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
}

TEST(CleanUp, ErasesTheVerifiersOfSignInsThatNeverCameBack) {
  Bench bench;
  (void)bench.act("connect");
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_TRUE(bench.clean_up.run(bench.company, monitor).done());
  EXPECT_EQ(bench.host.secrets().count("acme"), 2U) << "the person may still be at Google";
  bench.host.clock().advance(std::chrono::hours{2});
  EXPECT_TRUE(bench.clean_up.run(bench.company, monitor).done());
  EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
}

TEST(CleanUp, StopsWhenItIsCancelled) {
  Bench bench;
  bench.connect();
  bench.set_up();
  for (int i = 0; i < 3; ++i) bench.add_failure();
  bench.host.clock().advance(std::chrono::hours{24 * 100});
  host_sdk::fakes::FakeTaskMonitor monitor;
  monitor.request_cancel();
  EXPECT_EQ(bench.clean_up.run(bench.company, monitor).code, host_sdk::ResultCode::cancelled);
  EXPECT_EQ(bench.store.list_runs(bench.company.id, 0, 10).size(), 2U);
}

TEST(CleanUp, IsScheduledOnceForEachCompanyWithinADay) {
  Bench bench;
  bench.clean_up.schedule();
  const std::string company = bench.host.companies().all().at(0).id;
  const auto first = bench.host.schedule().next("google-user-provisioning.clean-up", company);
  ASSERT_TRUE(first);
  EXPECT_LE(*first - bench.host.clock().now(), std::chrono::hours{24});
  bench.host.clock().advance(std::chrono::hours{5});
  bench.clean_up.schedule();
  EXPECT_EQ(bench.host.schedule().next("google-user-provisioning.clean-up", company), first);
}

}  // namespace
}  // namespace gup::testing
