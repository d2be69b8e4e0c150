// The overview, as an administrator acts on it: previews, the paused schedule, kept users, decisions.
#include <gmock/gmock.h>

#include <algorithm>

#include "bench.hpp"
#include "hooks/action_names.hpp"
#include "hooks/page/place.hpp"
#include "page_reading.hpp"
#include "plan/removals/group_guard.hpp"

namespace gup::testing {
namespace {

using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::page::BadgeValue;
using host_sdk::page::Facts;
using host_sdk::page::Form;
using host_sdk::page::Notice;
using host_sdk::page::Page;
using host_sdk::page::Table;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// A company whose last sync held the removals of x1, x2, … of 40 users.
class Overview : public ::testing::Test {
 protected:
  void given_held_removals(int people) {
    bench.connect();
    bench.set_up();
    bench.keep_daily_sync_on();
    hold(people);
  }
  std::int64_t hold(int people) {
    plan::Plan plan;
    plan.report.counts.managed_before = 40;
    for (int i = 1; i <= people; ++i)
      plan.people.held.push_back({"x" + std::to_string(i), i, "person" + std::to_string(i) + "@acme.com",
                                  "Suspended in Google", bench.host.clock().now()});
    plan.people.held_changed = true;
    host_sdk::SyncReport report;
    report.held = people;
    return bench.add_run(RunState::held, report, plan,
                         Result::failed(ResultCode::review_needed, "Removals are held."));
  }
  /// A preview with this many held removals.
  std::int64_t preview(std::int64_t held) {
    host_sdk::SyncReport report;
    report.added = 4;
    report.held = held;
    plan::PersonChange added;
    added.kind = plan::ChangeKind::added;
    added.external_id = "new";
    added.email = "new@acme.com";
    return bench.add_preview(report, {added});
  }
  static std::string text_of(const Page& page, const char* notice) {
    const auto* found = find_kind<Notice>(page, notice);
    return found == nullptr ? "" : found->title + ": " + found->text;
  }

  Bench bench;
};

TEST_F(Overview, OffersToResumeWhileRemovalsAreHeld) {
  given_held_removals(3);
  EXPECT_EQ(find_block(bench.sub_page(""), "paused_notice"), nullptr);
  ASSERT_EQ(bench.act(kPauseSchedule).outcome, host_sdk::page::Outcome::render);
  const Page page = bench.sub_page("");
  EXPECT_EQ(page.status.label, "Waiting for review");
  EXPECT_THAT(text_of(page, "paused_notice"), HasSubstr("Paused by Dana Reyes"));
  EXPECT_TRUE(find_action(page, kResumeSchedule));
  EXPECT_THAT(primary_labels(page), ElementsAre("Review 3 removals"));
}

TEST_F(Overview, SaysWhyRemovalsAreHeldAndHowMany) {
  given_held_removals(3);
  EXPECT_THAT(text_of(bench.sub_page(""), "held_notice"),
              HasSubstr("3 of 40 users (8%): all suspended in Google. Removals are held."));
}

TEST_F(Overview, OffersAnotherLimitOnlyWhereItHelps) {
  given_held_removals(3);
  EXPECT_TRUE(find_action(bench.sub_page(""), "change_limit"));
  hold(21);
  EXPECT_FALSE(find_action(bench.sub_page(""), "change_limit")) << "more than half is always held";
  EXPECT_FALSE(find_action(bench.sub_page("removals"), "change_limit"));
}

TEST_F(Overview, StartsThePreviewedSyncWhereThePreviewIs) {
  bench.connect();
  ASSERT_EQ(bench.act(kSave, {{"source", "groups"}, {"groups_scope", "all"}}).outcome,
            host_sdk::page::Outcome::render);
  const auto run = preview(0);
  for (const std::string& path : {std::string(), path_of_run(run)}) {
    const Page page = bench.sub_page(path);
    EXPECT_THAT(primary_labels(page), ElementsAre("Start sync")) << path;
    EXPECT_EQ(page.tab, "") << path;
  }
  const Page overview = bench.sub_page("");
  const auto* form = find_kind<Form>(overview, "settings");
  ASSERT_NE(form, nullptr);
  for (const auto& action : form->actions) EXPECT_NE(action.id, kStartSync);
  const Page details = bench.sub_page(path_of_run(run));
  const auto* table = find_kind<Table>(details, "run_people");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(std::get<BadgeValue>(table->rows.at(0).cells.at(0)).text, "Would be added");
  EXPECT_THAT(all_text(details), Not(HasSubstr("Completed")));
}

TEST_F(Overview, WarnsOfAPreviewThatHoldsManyRemovals) {
  bench.connect();
  bench.set_up();
  preview(30);
  const Page page = bench.sub_page("");
  const auto* warning = find_kind<Notice>(page, "preview_counts_held");
  ASSERT_NE(warning, nullptr);
  EXPECT_EQ(warning->tone, host_sdk::page::Tone::warning);
  EXPECT_THAT(warning->title, HasSubstr("30 removals are above the limit"));
}

TEST_F(Overview, LeavesTheShareOutWhenAPreviewHoldsTargetGroups) {
  bench.connect();
  bench.set_up();
  host_sdk::SyncReport report;
  report.held = 1;
  plan::PersonChange held;
  held.kind = plan::ChangeKind::held;
  held.external_id = "x1";
  const auto title = [&] {
    bench.add_preview(report, {held}, 50);
    return find_kind<Notice>(bench.sub_page(""), "preview_counts_held")->title;
  };
  EXPECT_EQ(title(), "1 removal is above the limit") << "a target group";
  held.user_id = 1;
  EXPECT_EQ(title(), "1 removal is above the limit: 2% of 50 users");
}

TEST_F(Overview, LeavesTheShareOutWhenAGroupIsHeldForARareReason) {
  bench.connect();
  bench.set_up();
  plan::Plan plan;
  plan.report.counts.managed_before = 40;
  for (int i = 1; i <= 22; ++i)
    plan.people.held.push_back({"x" + std::to_string(i), i, "person" + std::to_string(i) + "@acme.com",
                                "Reason " + std::to_string(i % 11), bench.host.clock().now()});
  plan.people.held.push_back({"g1", 0, "Sales", plan::kGroupWouldBeDeleted, bench.host.clock().now(), 7});
  plan.people.held_changed = true;
  bench.add_run(RunState::held, {}, plan, Result::failed(ResultCode::review_needed, "Removals are held."));
  const std::string text = text_of(bench.sub_page(""), "held_notice");
  EXPECT_THAT(text, HasSubstr("23 removals: "));
  EXPECT_THAT(text, Not(HasSubstr("of 40 users")));
}

TEST_F(Overview, ComparesHeldRemovalsWithTheLastAppliedSync) {
  given_held_removals(21);
  bench.add_failure();
  EXPECT_FALSE(find_action(bench.sub_page("removals"), "change_limit")) << "more than half is always held";
}

TEST_F(Overview, LeadsBackToTheSettingsOfTheLastSync) {
  bench.connect();
  ASSERT_EQ(bench.act(kSave, {{"source", "groups"}, {"groups_scope", "all"}}).outcome,
            host_sdk::page::Outcome::render);
  bench.keep_daily_sync_on();
  bench.add_run(RunState::done);
  preview(0);
  EXPECT_FALSE(find_action(bench.sub_page(""), kRestoreSettings)) << "the last sync used the same";
  ASSERT_EQ(bench.act(kSave, {{"on_leaving", "deactivate"}}).outcome, host_sdk::page::Outcome::render);
  preview(0);
  const auto back = find_action(bench.sub_page(""), kRestoreSettings);
  ASSERT_TRUE(back);
  ASSERT_EQ(bench.act(kRestoreSettings, {{"value", back->value}}).outcome, host_sdk::page::Outcome::render);
  const auto restored = bench.store.load_settings("acme")->settings.on_leaving;
  EXPECT_EQ(restored.left, OnLeaving::delete_);
}

TEST_F(Overview, HasNoTabsBeforeTheFirstSync) {
  bench.connect();
  const Page page = bench.sub_page("");
  EXPECT_TRUE(page.tabs.empty());
  for (const char* id : {"settings", "schedule", "exclusions"})
    EXPECT_NE(find_block(page, id), nullptr) << id;
}

TEST_F(Overview, AsksBeforeAllUsersAreKeptAndOffersTheWayBack) {
  given_held_removals(3);
  const auto keep = find_action(bench.sub_page("removals"), kDismissAllRemovals);
  ASSERT_TRUE(keep);
  ASSERT_TRUE(keep->confirm);
  EXPECT_THAT(keep->confirm->title, HasSubstr("3 users and target groups"));
}

TEST_F(Overview, RemovesThoseWhoWereKept) {
  given_held_removals(1);
  bench.store.put_user(hand_made_user("acme", 9, "kept@acme.com"));
  plan::Plan plan;
  plan::Link kept;
  kept.external_id = "kept";
  kept.user_id = 9;
  kept.state = plan::LinkState::dismissed;
  plan.people.link_updates.push_back(kept);
  plan.people.held_changed = true;
  bench.add_run(RunState::done, {}, plan);
  const Page page = bench.sub_page("removals");
  EXPECT_EQ(page.tabs.at(1).label, "Kept users");
  ASSERT_TRUE(find_action(page, kRemoveKept));
  auto request = bench.request(kRemoveKept);
  request.confirmation = "1";
  ASSERT_EQ(bench.act(request).outcome, host_sdk::page::Outcome::render) << bench.result.sentence;
  bench.host.jobs().run_all();
  EXPECT_THAT(bench.runs.syncs.at(0).external_ids, ElementsAre("kept"));
}

TEST_F(Overview, SaysInTheHistoryWhoDecided) {
  given_held_removals(3);
  const auto latest = [&](std::size_t row) {
    const Page page = bench.sub_page("");
    return std::get<BadgeValue>(find_kind<Table>(page, "latest_runs")->rows.at(row).cells.at(2)).text;
  };
  EXPECT_EQ(latest(0), "Waiting for review");
  bench.add_run(RunState::done, {}, {}, {}, RunKind::dismissal);
  EXPECT_THAT(latest(1), HasSubstr("Kept by "));
}

TEST_F(Overview, SaysOnTheRunsPageWhoDecided) {
  given_held_removals(3);
  const std::int64_t held = hold(3);
  const auto result = [&] {
    const Page page = bench.sub_page("runs/" + std::to_string(held));
    for (const auto& item : find_kind<Facts>(page, "run_summary")->items)
      if (item.label == "Result") return std::get<BadgeValue>(item.value).text;
    return std::string();
  };
  EXPECT_EQ(result(), "Waiting for review");
  bench.add_run(RunState::done, {}, {}, {}, RunKind::dismissal);
  EXPECT_THAT(result(), HasSubstr("Kept by "));
}

TEST_F(Overview, SaysThatTheOthersStillWait) {
  given_held_removals(3);
  bench.add_run(RunState::done, {}, {}, Result{ResultCode::ok, "2 held removals were dismissed: …", {}},
                RunKind::dismissal);
  const auto result = [&] {
    const Page page = bench.sub_page("");
    return std::get<BadgeValue>(find_kind<Table>(page, "latest_runs")->rows.back().cells.at(2)).text;
  };
  EXPECT_EQ(result(), "Waiting for review");
  bench.add_run(RunState::done, {}, {}, Result{ResultCode::ok, "1 held removal was dismissed: …", {}},
                RunKind::dismissal);
  EXPECT_THAT(result(), HasSubstr("Kept by "));
}

TEST_F(Overview, SaysOnTheRunsPageHowManyAreKept) {
  given_held_removals(3);
  SettingsUsed used;
  used.kept = 4;
  const std::int64_t run = bench.add_run(RunState::done, {}, {}, {}, RunKind::sync, used);
  const Page page = bench.sub_page("runs/" + std::to_string(run));
  const auto& items = find_kind<Facts>(page, "run_summary")->items;
  const auto kept = std::ranges::find(items, "Kept by an administrator", &host_sdk::page::Fact::label);
  ASSERT_NE(kept, items.end());
  EXPECT_EQ(std::get<host_sdk::page::NumberValue>(kept->value).number, 4);
}

}  // namespace
}  // namespace gup::testing
