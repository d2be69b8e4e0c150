// The page in every state: its pill, its primary button, its texts.
#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "bench.hpp"
#include "english_texts.hpp"
#include "hooks/action_names.hpp"
#include "hooks/page/unavailable_actions.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::page::Page;
using host_sdk::page::Tone;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

plan::Plan holding(int people) {
  plan::Plan plan;
  plan.report.counts.managed_before = 884;
  for (int i = 1; i <= people; ++i)
    plan.people.held.push_back({"x" + std::to_string(i),
                                i,
                                "person" + std::to_string(i) + "@acme.com",
                                "is no longer in Google",
                                {}});
  return plan;
}

host_sdk::SyncReport with_failures(std::int64_t failed) {
  host_sdk::SyncReport report;
  report.added = 14;
  report.updated = 31;
  report.removed = 2;
  report.failed = failed;
  return report;
}

plan::Plan with_failed_person() {
  plan::Plan plan;
  plan::PersonChange change;
  change.kind = plan::ChangeKind::failed;
  change.email = "ada@acme.com";
  change.reason = "has an address that another target user holds";
  plan.report.changes = {change};
  return plan;
}

/// One state of the page, and what it shows.
struct State {
  const char* name;
  std::function<void(Bench&)> given;
  const char* pill;
  Tone tone;
  /// Empty: no primary button.
  std::string primary;
  std::string says;
};

void healthy(Bench& bench) {
  bench.connect();
  bench.set_up();
  bench.add_run(RunState::done, with_failures(0));
}

std::vector<State> states() {
  return {
      {"not connected", [](Bench&) {}, "Not connected", Tone::neutral, "Connect to Google",
       "read-only access to users, groups and organizational units"},
      {"came back without consent",
       [](Bench& bench) {
         (void)bench.act("connect");
         (void)bench.come_back({{"error", "access_denied"}});
       },
       "Not connected", Tone::neutral, "Connect to Google", "You did not finish connecting"},
      {"wrong account",
       [](Bench& bench) {
         bench.google.grant.hosted_domain.reset();
         (void)bench.act("connect");
         (void)bench.come_back({{"code", "c"}});
       },
       "Not connected", Tone::danger, "Try another account", "is a personal Google account"},
      {"testing a service account",
       [](Bench& bench) {
         (void)bench.host.jobs().start(bench.company, bench.dana, kConnectJob, bench.jobs.connect);
       },
       "Connecting", Tone::info, "", "Testing the key with Google"},
      {"connected, not set up", [](Bench& bench) { bench.connect(); }, "Connected, not set up", Tone::info,
       "Preview changes", "Nothing is synced until you start the sync."},
      {"connected, previewed",
       [](Bench& bench) {
         bench.connect();
         (void)bench.act("save", {{"source", "groups"}, {"groups_scope", "all"}});
         bench.add_preview({}, {});
       },
       "Connected, not set up", Tone::info, "Start sync", "Preview: nothing has been changed"},
      {"previewing",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
         bench.add_live_run(RunKind::preview);
       },
       "Previewing", Tone::info, "Stop preview", "The preview changes no target user."},
      {"syncing",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
         bench.add_live_run();
       },
       "Syncing", Tone::info, "Stop sync", "Step 3 of 3: applying changes"},
      {"about to sync",
       [](Bench& bench) {
         bench.connect();
         (void)bench.act("start_sync");
       },
       "Syncing", Tone::info, "Stop sync", "You can leave this page"},
      {"waiting for the first sync",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
       },
       "Waiting for the first sync", Tone::info, "Sync now", "None yet"},
      {"healthy", healthy, "Healthy", Tone::success, "Sync now", "14 added, 31 updated, 2 removed"},
      {"healthy after a stopped run",
       [](Bench& bench) {
         healthy(bench);
         bench.add_run(RunState::cancelled, {}, {}, Cancelled().result());
       },
       "Healthy", Tone::success, "Sync now", "Stopped"},
      {"done with errors",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
         bench.add_run(RunState::done, with_failures(3), with_failed_person());
       },
       "Completed with errors", Tone::warning, "Show 3 failed users",
       "Has an address that another target user holds"},
      {"held removals",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
         host_sdk::SyncReport report;
         report.held = 212;
         bench.add_run(RunState::held, report, holding(212),
                       Result::failed(ResultCode::review_needed, "212 removals are held."));
       },
       "Waiting for review", Tone::warning, "Review 212 removals",
       "212 removals are held. If the removals are right"},
      {"frozen members",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
         host_sdk::SyncReport report;
         report.frozen = 4;
         bench.add_run(RunState::held, report, {},
                       Result::failed(ResultCode::review_needed, "4 are frozen."));
       },
       "Source missing", Tone::warning, "Show 4 affected users", "4 users stay as they are"},
      {"unconfirmed users",
       [](Bench& bench) {
         bench.connect();
         bench.set_up();
         bench.add_run(RunState::held, with_failures(2), {},
                       Result::failed(ResultCode::review_needed, "2 users are missing from a list."));
       },
       "Waiting for review", Tone::warning, "Show details", "2 users are missing from a list."},
      {"first failure",
       [](Bench& bench) {
         healthy(bench);
         bench.add_failure();
       },
       "Failing, retrying", Tone::info, "Try now", "Google could not be reached."},
      {"failing twice",
       [](Bench& bench) {
         healthy(bench);
         for (int i = 0; i < 2; ++i) bench.add_failure();
       },
       "Failing, retrying", Tone::warning, "Try now", "The last 2 syncs failed"},
      {"failing five times",
       [](Bench& bench) {
         healthy(bench);
         for (int i = 0; i < 5; ++i) bench.add_failure();
       },
       "Failing, retrying", Tone::danger, "Try now", "Target users stay as they are."},
      {"failing for a setting",
       [](Bench& bench) {
         healthy(bench);
         bench.add_run(RunState::failed, {}, {},
                       Result::failed(ResultCode::administrator_action,
                                      "The target group was deleted; choose another."));
       },
       "Sync failed", Tone::danger, "Try now", "The target group was deleted; choose another."},
      {"daily sync stopped",
       [](Bench& bench) {
         healthy(bench);
         (void)bench.act("stop_sync");
       },
       "Paused", Tone::neutral, "Start sync", "The schedule is paused"},
      {"reconnect needed",
       [](Bench& bench) {
         bench.set_up();
         bench.connect(ConnectionState::reconnect_needed);
         bench.host.clock().advance(std::chrono::hours{3});
       },
       "Reconnect needed", Tone::danger, "Reconnect to Google", "This started 3 h ago."},
      {"unlinking",
       [](Bench& bench) {
         bench.connect(ConnectionState::unlinking);
         bench.add_live_run(RunKind::unlink);
       },
       "Unlinking", Tone::neutral, "", "Unlinking Google Workspace"},
      {"unlinking was interrupted", [](Bench& bench) { bench.connect(ConnectionState::unlinking); },
       "Unlinking", Tone::neutral, "", "Unlink again to finish"},
  };
}

class PageStates : public ::testing::TestWithParam<State> {
 protected:
  Page draw() {
    GetParam().given(bench);
    auto page = bench.page();
    EXPECT_TRUE(bench.result.done()) << bench.result.sentence;
    return page;
  }
  Bench bench;
};

TEST_P(PageStates, AreInTurkishForThoseWhoReadIt) {
  GetParam().given(bench);
  bench.language = "tr-TR";
  std::string text;
  for (const char* path : {"", "settings", "settings/exclusions", "settings/fields", "settings/file", "runs",
                           "runs/1", "removals", "people", "service-account"})
    text += all_text(bench.sub_page(path));
  EXPECT_THAT(english_texts(text), ::testing::IsEmpty());
}

TEST_P(PageStates, HaveTheirStatusPill) {
  const Page page = draw();
  EXPECT_EQ(page.status.label, GetParam().pill);
  EXPECT_EQ(page.status.tone, GetParam().tone);
  EXPECT_EQ(page.title, "Google User Provisioning");
}

TEST_P(PageStates, HaveAtMostOnePrimaryButton) {
  const auto primary = primary_labels(draw());
  if (GetParam().primary.empty()) {
    EXPECT_TRUE(primary.empty());
  } else {
    EXPECT_THAT(primary, ElementsAre(GetParam().primary));
  }
}

TEST_P(PageStates, ExplainThemselves) {
  EXPECT_THAT(all_text(draw()), HasSubstr(GetParam().says));
}

TEST_P(PageStates, NameEveryBlockOnceAndStayWithinTheVocabulary) {
  const Page page = draw();
  std::set<std::string> ids;
  const auto blocks = all_blocks(page);
  EXPECT_LE(blocks.size(), 200U);
  for (const auto* block : blocks) {
    EXPECT_TRUE(ids.insert(block->id).second) << block->id;
    EXPECT_EQ(block->id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos)
        << block->id;
  }
  for (const auto& action : all_actions(page)) EXPECT_LE(action.label.size(), 80U) << action.label;
}

TEST_P(PageStates, ContainNoSecret) {
  EXPECT_THAT(all_text(draw()), Not(HasSubstr("token-of-dana")));
}

TEST_P(PageStates, GiveAReasonForEachActionTheyDoNotOffer) {
  const Page page = draw();
  std::set<std::string> known;
  for (const auto& action : all_actions(page)) known.insert(action.id);
  for (const auto& [id, reason] : page.unavailable_actions) {
    EXPECT_THAT(reason, EndsWith(".")) << id;
    known.insert(id);
  }
  for (const char* action : {"save", "start_sync", "stop_sync", "sync_now", "unlink", "preview", "undo_run",
                             "approve_removals", "dismiss_removals", "explain", "connect_service_account"})
    EXPECT_TRUE(known.contains(action)) << action;
}

TEST_P(PageStates, AreLiveWhileAJobRuns) {
  const Page page = draw();
  EXPECT_EQ(page.live, page.status.pulsing);
  EXPECT_EQ(page.live, find_block(page, "progress") != nullptr);
}

INSTANTIATE_TEST_SUITE_P(All, PageStates, ::testing::ValuesIn(states()), [](const auto& tested) {
  std::string name = tested.param.name;
  for (char& c : name)
    if (c == ' ' || c == ',') c = '_';
  return name;
});

TEST(ConnectedPage, SaysWhoConnectedWhatAndHow) {
  Bench bench;
  healthy(bench);
  const auto page = bench.page();
  const std::string text = all_text(page);
  for (const char* words :
       {"acme.com", "dana@acme.com", "Dana Reyes", "Read users, groups and organizational units"})
    EXPECT_THAT(text, HasSubstr(words));
  EXPECT_EQ(find_action(page, "connect")->label, "Reconnect");
  EXPECT_TRUE(find_action(page, "connect")->opens_external_site);
}

TEST(ConnectedPage, SaysWhyADisabledButtonIsDisabled) {
  Bench bench;
  bench.connect();
  EXPECT_THAT(find_action(bench.page(), "sync_now")->disabled, HasSubstr("start the sync first"));
  bench.connect(ConnectionState::reconnect_needed);
  EXPECT_EQ(find_action(bench.page(), "start_sync")->disabled, "Reconnect to Google first.");
  EXPECT_EQ(find_action(bench.page(), "sync_now")->disabled, "Reconnect to Google first.");
}

TEST(ConnectedPage, KeepsASecondStartOnOfferWhileOneRuns) {
  Bench bench;
  bench.connect();
  bench.set_up();
  bench.add_live_run();
  for (const char* action : {"sync_now", "start_sync"})
    EXPECT_EQ(find_action(bench.page(), action).value().disabled, "") << action;
}

TEST(ConnectedPage, NamesWhatWasChosenOnceTheDirectoryHasBeenRead) {
  Bench bench;
  bench.connect();
  SyncSettings settings;
  settings.scope = SyncScope::chosen;
  settings.organizational_units = {"id:sales", "id:gone"};
  bench.set_up(settings);
  const auto cold_page = bench.page();
  const auto& cold = *find_kind<host_sdk::page::Picker>(cold_page, "organizational_units");
  EXPECT_EQ(cold.value[0].label, "id:sales");
  EXPECT_FALSE(cold.value[1].gone) << "not known yet";
  EXPECT_EQ(bench.host.jobs().run_all(), 1U) << "the page reads the directory in a job";
  const auto warm_page = bench.page();
  const auto& warm = *find_kind<host_sdk::page::Picker>(warm_page, "organizational_units");
  EXPECT_EQ(warm.value[0].label, "/ Sales");
  EXPECT_TRUE(warm.value[1].gone);
  EXPECT_EQ(warm.summary, "2 units selected, with their sub-units: 2 of 3 users.");
  EXPECT_THAT(all_text(warm_page), HasSubstr("All (4 units, 3 users)"));
}

TEST(ConnectedPage, AsksForTheDirectoryOnceThoughGoogleFails) {
  Bench bench;
  bench.connect();
  bench.google.directory_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  (void)bench.page();
  EXPECT_EQ(bench.host.jobs().run_all(), 1U);
  (void)bench.page();
  EXPECT_EQ(bench.host.jobs().queued(), 0U);
  EXPECT_TRUE(bench.result.done());
}

TEST(ConnectedPage, ChoosesSingleUnitsForMatchingGroups) {
  using host_sdk::page::Picker;
  using host_sdk::page::PickerSelect;
  Bench bench;
  bench.connect();
  const auto subtree = bench.page();
  EXPECT_EQ(find_kind<Picker>(subtree, "organizational_units")->select, PickerSelect::subtree);
  (void)bench.act("save", {{"method", "matching_groups"}});
  const auto node = bench.page();
  EXPECT_EQ(find_kind<Picker>(node, "organizational_units")->select, PickerSelect::node);
}

TEST(ConnectedPage, ShowsBothScopesAsSaved) {
  using host_sdk::page::Choice;
  Bench bench;
  bench.connect();
  SyncSettings settings;
  settings.source = SyncSource::groups;
  settings.scope = SyncScope::chosen;
  settings.groups = {"g-staff"};
  bench.set_up(settings);
  const auto page = bench.page();
  EXPECT_THAT(find_kind<Choice>(page, "scope")->value, ElementsAre("chosen"));
  EXPECT_THAT(find_kind<Choice>(page, "groups_scope")->value, ElementsAre("chosen"));
  EXPECT_THAT(find_kind<Choice>(page, "source")->value, ElementsAre("groups"));
}

}  // namespace
}  // namespace gup::testing
