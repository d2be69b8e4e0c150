// The sub-pages of the settings page: what is where, and that nothing is lost between them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "bench.hpp"
#include "hooks/page/place.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSubsetOf;
using ::testing::Not;

const std::vector<std::string> kPaths{
    "",         "settings", "settings/exclusions", "settings/fields", "settings/file", "runs",
    "removals", "people",   "service-account"};

std::vector<std::string> tab_labels(const host_sdk::page::Page& page) {
  std::vector<std::string> labels;
  for (const auto& tab : page.tabs) labels.push_back(tab.label);
  return labels;
}

/// The ids of the buttons that the plugin carries out, not of links.
std::set<std::string> action_ids(const host_sdk::page::Page& page) {
  std::set<std::string> ids;
  for (const auto& action : all_actions(page))
    if (!action.leads_to) ids.insert(action.id);
  return ids;
}

struct SubPages : ::testing::Test {
  Bench bench;
  std::int64_t run_id = 0;

  void given_a_healthy_company() {
    bench.connect();
    bench.set_up();
    bench.keep_daily_sync_on();
    run_id = bench.add_run(RunState::done);
  }
};

TEST(Place, ReadsBackEveryPath) {
  for (const std::string& path : kPaths) {
    const auto place = place_of(path);
    ASSERT_TRUE(place) << path;
    EXPECT_EQ(path_of(place->page), path);
  }
  EXPECT_EQ(place_of(path_of_run(37))->run_id, 37);
  for (const char* path :
       {"run", "runs/", "runs/0", "runs/-1", "runs/x", "runs/1/2", "settings/", "Settings"})
    EXPECT_FALSE(place_of(path)) << path;
}

TEST_F(SubPages, DoNotExistAtOtherPaths) {
  given_a_healthy_company();
  EXPECT_FALSE(bench.sub_page("nowhere").exists);
  EXPECT_FALSE(bench.sub_page("runs/4711").exists);
  gup::Run other;
  other.company_id = "globex";
  EXPECT_FALSE(bench.sub_page(path_of_run(bench.store.start_run(other))).exists);
  EXPECT_TRUE(bench.sub_page(path_of_run(run_id)).exists);
}

TEST_F(SubPages, OfferTogetherWhatTheWholePageOffers) {
  given_a_healthy_company();
  std::set<std::string> offered;
  auto paths = kPaths;
  paths.push_back(path_of_run(run_id));
  for (const std::string& path : paths) offered.merge(action_ids(bench.sub_page(path)));
  // On the sub-page, the person comes before what can be done about it.
  offered.merge(action_ids(bench.sub_page("people", {{"person", "ada@acme.com"}})));
  offered.insert("explain");
  // A sync that changed nothing cannot be undone: its sub-page says so instead.
  offered.insert("undo_run");
  EXPECT_THAT(action_ids(bench.page()), IsSubsetOf(offered));
}

TEST_F(SubPages, AreShortAndHaveOneMainButton) {
  given_a_healthy_company();
  auto paths = kPaths;
  paths.push_back(path_of_run(run_id));
  for (const std::string& path : paths) {
    const auto page = bench.sub_page(path);
    EXPECT_LE(all_blocks(page).size(), 100U) << path;
    EXPECT_LE(primary_labels(page).size(), 1U) << path;
    EXPECT_THAT(tab_labels(page), ElementsAre("Overview", "Settings", "Syncs", "People")) << path;
    EXPECT_EQ(page.status.label, "Healthy") << path;
    std::set<std::string> ids;
    for (const auto* block : all_blocks(page)) EXPECT_TRUE(ids.insert(block->id).second) << path << block->id;
  }
}

TEST_F(SubPages, ShowTheOverviewWhereTheyHaveNothingToShow) {
  EXPECT_THAT(tab_labels(bench.sub_page("")), ElementsAre());
  for (const char* path : {"settings", "settings/fields", "removals"})
    EXPECT_NE(find_block(bench.sub_page(path), "connect_to_google"), nullptr) << path;
  given_a_healthy_company();
  EXPECT_NE(find_block(bench.sub_page("removals"), "no_removals"), nullptr);
}

TEST_F(SubPages, ShowTheSettingsInWordsOnceTheSyncIsSetUp) {
  bench.connect();
  EXPECT_NE(find_block(bench.sub_page(""), "source"), nullptr);
  given_a_healthy_company();
  const auto overview = bench.sub_page("");
  EXPECT_EQ(find_block(overview, "source"), nullptr);
  EXPECT_THAT(all_text(overview), HasSubstr("All organizational units"));
  EXPECT_EQ(find_action(overview, "edit_settings")->leads_to->path, "settings");
  const std::string settings = all_text(bench.sub_page("settings"));
  for (const char* heading : {"Who", "Where to", "When people leave", "Safety", "When", "Fields"})
    EXPECT_THAT(settings, HasSubstr(heading));
}

TEST_F(SubPages, CountEachKindOfChangeOfARun) {
  given_a_healthy_company();
  plan::Plan plan;
  for (int i = 0; i < 3; ++i) {
    plan::PersonChange change;
    change.kind = i < 2 ? plan::ChangeKind::added : plan::ChangeKind::failed;
    change.email = "person" + std::to_string(i) + "@acme.com";
    plan.report.changes.push_back(change);
  }
  const auto path = path_of_run(bench.add_run(RunState::done, {}, plan));
  const auto page = bench.sub_page(path, {{"kind", "failed"}});
  const auto* chips = find_kind<host_sdk::page::FilterChips>(page, "run_kinds");
  ASSERT_NE(chips, nullptr);
  ASSERT_EQ(chips->items.size(), 3U);
  EXPECT_EQ(chips->items[0].count, 3);
  EXPECT_EQ(chips->items[1].label, "Added");
  EXPECT_EQ(chips->items[1].count, 2);
  EXPECT_EQ(chips->items[2].count, 1);
  EXPECT_TRUE(chips->items[2].selected);
  EXPECT_EQ(chips->items[2].to.path, path);
  const auto* people = find_kind<host_sdk::page::Table>(page, "run_people");
  EXPECT_EQ(people->rows.size(), 1U);
  EXPECT_EQ(people->total, 1);
}

TEST_F(SubPages, UndoTheRunOfThePageWithoutItsNumber) {
  given_a_healthy_company();
  const auto page = bench.sub_page(path_of_run(run_id));
  EXPECT_EQ(find_block(page, "run"), nullptr);
  EXPECT_THAT(all_text(page), Not(HasSubstr("Run to undo")));
}

TEST_F(SubPages, LeadToTheOverviewWhenAJobStarts) {
  given_a_healthy_company();
  auto request = bench.request("preview");
  request.path = "settings";
  EXPECT_EQ(bench.act(request).path, "");
  EXPECT_EQ(bench.act("save").path, std::nullopt);
}

}  // namespace
}  // namespace gup::testing
