// Previews on the page and through the user provider.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/action_names.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::SyncMode;
using host_sdk::page::Outcome;
using host_sdk::page::Table;
using plan::ChangeKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

plan::PersonChange change(ChangeKind kind, const std::string& id, const std::string& reason) {
  plan::PersonChange change;
  change.kind = kind;
  change.external_id = id;
  change.email = id + "@acme.com";
  change.reason = reason;
  return change;
}

/// A set-up company with a preview that shows `held` held removals.
class PreviewPage : public ::testing::Test {
 protected:
  void given(std::int64_t held = 0) {
    bench.connect();
    bench.set_up();
    host_sdk::SyncReport report;
    report.added = 1;
    report.groups_added = 1;
    report.held = held;
    std::vector<plan::PersonChange> changes{change(ChangeKind::added, "new", "In / Sales")};
    for (std::int64_t i = 1; i <= held; ++i)
      changes.push_back(change(ChangeKind::held, "x" + std::to_string(i), "Suspended in Google"));
    auto group = change(ChangeKind::group_added, "sales", "Target group “Sales” is created");
    group.email.clear();
    changes.push_back(group);
    preview_id = bench.add_preview(report, changes);
  }
  bool shows_field(const std::string& path) {
    return find_block(bench.sub_page(path), kConfirmedRemovalsField) != nullptr;
  }
  bool shown() { return find_block(bench.page(), "preview") != nullptr; }

  Bench bench;
  std::int64_t preview_id = 0;
};

TEST_F(PreviewPage, StartsAPreviewOfTheSettingsThatItSaves) {
  bench.connect();
  const auto answer = bench.act(kPreview, {{"source", "groups"}, {"groups_scope", "all"}});
  ASSERT_EQ(answer.outcome, Outcome::render) << bench.result.sentence;
  EXPECT_EQ(answer.started_job, "preview");
  EXPECT_EQ(bench.store.load_settings("acme")->settings.source, SyncSource::groups);
  EXPECT_FALSE(bench.daily_sync_is_on());
  EXPECT_EQ(bench.page().status.label, "Previewing");
  bench.host.jobs().run_all();
  ASSERT_THAT(bench.runs.syncs, SizeIs(1));
  EXPECT_EQ(bench.runs.syncs[0].mode, SyncMode::preview);
  EXPECT_TRUE(bench.audited("preview_started"));
}

TEST_F(PreviewPage, FollowsARunningSync) {
  bench.connect();
  bench.set_up();
  bench.add_live_run();
  EXPECT_THAT(bench.act(kPreview).toast->text, HasSubstr("follows when it has ended"));
}

TEST_F(PreviewPage, ShowsCountsAndRowsWithReasons) {
  given(1);
  const auto page = bench.page();
  const auto& table = *find_kind<Table>(page, "preview_changes");
  ASSERT_THAT(table.rows, SizeIs(3));
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[1]), "new@acme.com");
  EXPECT_EQ(std::get<std::string>(table.rows[0].cells[2]), "In / Sales");
  EXPECT_EQ(std::get<std::string>(table.rows[2].cells[2]), "Target group “Sales” is created");
  EXPECT_THAT(all_text(page), HasSubstr("nothing has been changed"));
  EXPECT_THAT(find_kind<Table>(page, "history")->rows, IsEmpty()) << "a preview is not part of the history";
}

TEST_F(PreviewPage, PagesThroughItsRows) {
  given(40);
  const auto first = *find_kind<Table>(bench.page(), "preview_changes");
  ASSERT_THAT(first.rows, SizeIs(25));
  EXPECT_THAT(find_kind<Table>(bench.page({{"preview_changes", first.next}}), "preview_changes")->rows,
              SizeIs(17));
}

TEST_F(PreviewPage, IsVoidAfterADay) {
  given();
  EXPECT_TRUE(shown());
  bench.host.clock().advance(std::chrono::hours{25});
  EXPECT_FALSE(shown());
}

TEST_F(PreviewPage, IsVoidWhenTheSettingsChange) {
  given();
  (void)bench.act(kSave, {{"on_leaving", "deactivate"}});
  EXPECT_FALSE(shown());
}

TEST_F(PreviewPage, IsVoidAfterASync) {
  given();
  bench.add_failure();
  EXPECT_TRUE(shown()) << "a failed sync changed nothing";
  bench.add_run(RunState::done);
  EXPECT_FALSE(shown());
}

TEST_F(PreviewPage, CarriesItsHeldRemovalsOutWhenTheirNumberIsTyped) {
  given(3);
  EXPECT_TRUE(find_block(bench.page(), kConfirmedRemovalsField));
  ASSERT_EQ(bench.act(kStartSync, {{"confirmed_removals", "3"}}).outcome, Outcome::render);
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(0).external_ids, ElementsAre("x1", "x2", "x3"));
  EXPECT_TRUE(bench.audited("removals_approved"));
}

TEST_F(PreviewPage, AcceptsTheGeneralConfirmationOfACommandLine) {
  given(3);
  ASSERT_EQ(bench.act(kStartSync, {{"confirmation", "3"}}).outcome, Outcome::render);
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(0).external_ids, SizeIs(3));
}

TEST_F(PreviewPage, ApprovesNothingWithoutANumber) {
  given(3);
  ASSERT_EQ(bench.act(kStartSync).outcome, Outcome::render);
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(0).external_ids, IsEmpty());
}

TEST_F(PreviewPage, RejectsAWrongNumberAndAVoidPreview) {
  given(3);
  const auto error = [&](const host_sdk::page::Values& values) {
    const auto answer = bench.act(kStartSync, values);
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    EXPECT_EQ(bench.host.jobs().queued(), 0U);
    return answer.outcome == Outcome::invalid ? answer.errors.at(kConfirmedRemovalsField).at(0) : "";
  };
  EXPECT_THAT(error({{"confirmed_removals", "2"}}), HasSubstr("Type 3 to carry out 3 removals"));
  EXPECT_THAT(error({{"confirmed_removals", "3"}, {"on_leaving", "deactivate"}}),
              HasSubstr("There is no valid preview"));
  EXPECT_THAT(error({{"confirmed_removals", "2"}, {"on_leaving", "deactivate"}}),
              HasSubstr("Nothing was saved, and no sync was started."));
  EXPECT_EQ(bench.store.load_settings("acme")->settings.on_leaving, SyncSettings{}.on_leaving);
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 1) << "nothing is saved";
  bench.add_run(RunState::done);
  EXPECT_THAT(error({{"confirmed_removals", "3"}}), HasSubstr("There is no valid preview"));
}

TEST_F(PreviewPage, HasTheFieldForACommandLineAlsoWhenThePreviewIsVoid) {
  given(3);
  EXPECT_TRUE(shows_field("settings"));
  bench.host.clock().advance(std::chrono::hours{25});
  EXPECT_FALSE(shows_field("settings"));
  EXPECT_TRUE(find_block(bench.page(), kConfirmedRemovalsField));
}

TEST_F(PreviewPage, HasNoFieldForANumberWhenNothingIsHeld) {
  given();
  EXPECT_FALSE(shows_field(""));
  EXPECT_FALSE(shows_field("settings"));
}

TEST(ProviderPreview, ListsEachChangeWithItsReason) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.runs.outcome.report.run_id =
      bench.add_preview({}, {change(ChangeKind::adopted, "ada", "An existing target user"),
                             change(ChangeKind::skipped, "bo", "Suspended in Google")});
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto outcome =
      bench.provider.synchronize(bench.company, bench.command_line, monitor, SyncMode::preview);
  EXPECT_EQ(bench.runs.syncs.at(0).mode, SyncMode::preview);
  ASSERT_THAT(outcome.report.changes, SizeIs(2));
  EXPECT_EQ(outcome.report.changes[0].email, "ada@acme.com");
  EXPECT_EQ(outcome.report.changes[0].change, "adopted");
  EXPECT_EQ(outcome.report.changes[1].reason, "Suspended in Google");
}

}  // namespace
}  // namespace gup::testing
