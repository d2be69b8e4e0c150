// Selected units and groups that Google no longer shows: who stays because of them, and taking them out.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/action_names.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::Outcome;
using host_sdk::page::PageLink;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class MissingSources : public ::testing::Test {
 protected:
  void given(std::vector<std::string> selected) {
    bench.connect();
    SyncSettings settings;
    settings.scope = SyncScope::chosen;
    settings.organizational_units = std::move(selected);
    bench.set_up(settings);
    bench.keep_daily_sync_on();
    host_sdk::SyncReport report;
    report.frozen = 12;
    SettingsUsed used{settings, {}, {}};
    used.missing_sources = {{"id:sales", "/ Sales", "was deleted in Google", 12, kSince}};
    run_id = bench.add_run(RunState::held, report, {},
                           host_sdk::Result::failed(host_sdk::ResultCode::review_needed, "12 users stay."),
                           RunKind::sync, used);
  }
  std::vector<std::string> selected() {
    return bench.store.load_settings("acme")->settings.organizational_units;
  }

  static constexpr host_sdk::Timestamp kSince{std::chrono::sys_days{std::chrono::year{2026} / 11 / 3}};
  Bench bench;
  std::int64_t run_id = 0;
};

TEST_F(MissingSources, AreListedByNamePeopleAndTime) {
  given({"id:eng", "id:sales"});
  const auto page = bench.sub_page("");
  EXPECT_EQ(page.status.label, "Source missing");
  const auto& table = *find_kind<Table>(page, "missing_sources");
  ASSERT_THAT(table.rows, SizeIs(1));
  const auto& row = table.rows[0];
  EXPECT_EQ(std::get<std::string>(row.cells[0]), "/ Sales");
  EXPECT_EQ(std::get<std::string>(row.cells[1]), "Was deleted in Google");
  EXPECT_EQ(std::get<TimeValue>(row.cells[2]).at, kSince);
  const auto& people = std::get<PageLink>(row.cells[3]);
  EXPECT_EQ(people.text, "12 people");
  EXPECT_EQ(people.to.path, "runs/" + std::to_string(run_id));
  EXPECT_EQ(people.to.parameters.at("kind"), "frozen");
  EXPECT_EQ(row.action->label, "Remove from selection");
  EXPECT_EQ(find_action(page, kSyncNow)->label, "Sync now");
  EXPECT_THAT(all_text(page), HasSubstr("Sync again"));
}

TEST_F(MissingSources, AreRemovedFromTheSelection) {
  given({"id:eng", "id:sales"});
  const auto answer = bench.act(kTakeOutSource, {{"value", "id:sales"}});
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_THAT(selected(), ElementsAre("id:eng"));
  EXPECT_THAT(bench.audit_detail("settings_saved"), HasSubstr("removed"));
  EXPECT_EQ(find_block(bench.sub_page(""), "missing_sources"), nullptr) << "nothing is left to take out";
  EXPECT_EQ(bench.act(kTakeOutSource, {{"value", "id:sales"}}).outcome, Outcome::refused);
  EXPECT_EQ(bench.act(kTakeOutSource, {{"value", ""}}).outcome, Outcome::refused);
}

TEST_F(MissingSources, StayIfNothingElseIsSelected) {
  given({"id:sales"});
  const auto answer = bench.act(kTakeOutSource, {{"value", "id:sales"}});
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text, HasSubstr("all users would leave"));
  EXPECT_THAT(selected(), ElementsAre("id:sales"));
}

}  // namespace
}  // namespace gup::testing
