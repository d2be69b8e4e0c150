#include <gmock/gmock.h>

#include <algorithm>

#include "accounts/accounts.hpp"
#include "accounts/password.hpp"
#include "database/access/sign_ins.hpp"
#include "database/audit_table.hpp"
#include "database/notices_table.hpp"
#include "database/servers_table.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/process.hpp"
#include "services/log.hpp"
#include "services/machine.hpp"
#include "services/page_event_hub.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(SignIns, ExpireAndAreStoredAsHashes) {
  testing::TemporaryDatabase database;
  SignIns sign_ins(database.pool);
  host_sdk::fakes::FakeClock clock;
  const auto token = sign_ins.create("dana", "stamp", clock.now(), 1h);
  const auto found = sign_ins.find(token, clock.now() + 59min);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->account, "dana");
  EXPECT_EQ(found->account_stamp, "stamp");
  EXPECT_NE(found->token_hash, token);
  EXPECT_FALSE(sign_ins.find(token, clock.now() + 1h));
  EXPECT_FALSE(sign_ins.find(token + "x", clock.now()));
  sign_ins.remove(token);
  EXPECT_FALSE(sign_ins.find(token, clock.now()));
}

TEST(SignIns, RememberTheLanguageOfTheAccount) {
  testing::TemporaryDatabase database;
  SignIns sign_ins(database.pool);
  host_sdk::fakes::FakeClock clock;
  const auto first = sign_ins.create("dana", "stamp", clock.now(), 1h);
  const auto other = sign_ins.create("vera", "stamp", clock.now(), 1h);
  EXPECT_EQ(sign_ins.find(first, clock.now())->language, "");
  sign_ins.choose_language("dana", "en");
  sign_ins.choose_language("dana", "tr");
  EXPECT_EQ(sign_ins.find(first, clock.now())->language, "tr");
  EXPECT_EQ(sign_ins.find(sign_ins.create("dana", "stamp", clock.now(), 1h), clock.now())->language, "tr");
  EXPECT_EQ(sign_ins.find(other, clock.now())->language, "");
}

TEST(SignIns, OfAClockThatWasAheadAreNotValid) {
  testing::TemporaryDatabase database;
  SignIns sign_ins(database.pool);
  host_sdk::fakes::FakeClock clock;
  const auto token = sign_ins.create("dana", "stamp", clock.now() + 8760h, 1h);
  EXPECT_FALSE(sign_ins.find(token, clock.now()));
  const auto nearly = sign_ins.create("dana", "stamp", clock.now() + 1s, 1h);
  EXPECT_TRUE(sign_ins.find(nearly, clock.now())) << "the clocks of two hosts may differ a little";
}

TEST(Accounts, ChecksThePasswordOfTheRightAccount) {
  const Accounts accounts({{"dana", hash_password("correct horse"), "acme", Role::administrator},
                           {"vic", hash_password("battery staple"), "acme", Role::viewer}});
  EXPECT_TRUE(accounts.check("dana", "correct horse"));
  EXPECT_FALSE(accounts.check("dana", "battery staple"));
  EXPECT_FALSE(accounts.check("unknown", "correct horse"));
  EXPECT_TRUE(may(actor_of(*accounts.find("dana"), ""), kCompanySettings));
  EXPECT_FALSE(may(actor_of(*accounts.find("vic"), ""), kCompanySettings));
}

TEST(Accounts, StampChangesWithThePassword) {
  const AccountConfig before{"dana", "$argon2id$a", "acme", Role::viewer};
  auto after = before;
  after.password_hash = "$argon2id$b";
  EXPECT_NE(account_stamp(before), account_stamp(after));
}

TEST(Notices, ReplaceTheFormerNoticeOfTheirTopic) {
  testing::TemporaryDatabase database;
  NoticesTable notices(database.pool);
  host_sdk::fakes::FakeClock clock;
  notices.put({"plugin", "acme", {"access", host_sdk::page::Tone::danger, "Old", "old"}, clock.now()});
  notices.put({"plugin",
               "acme",
               {"access", host_sdk::page::Tone::danger, "New", "new", host_sdk::NoticeMail::repeated, "slug"},
               clock.now()});
  notices.put({"plugin", "globex", {"access", host_sdk::page::Tone::info, "Other", ""}, clock.now()});
  ASSERT_EQ(notices.of_company("acme").size(), 1U);
  const host_sdk::Notice shown = notices.of_company("acme")[0].notice;
  EXPECT_EQ(shown.title, "New");
  EXPECT_EQ(shown.mail, host_sdk::NoticeMail::repeated);
  EXPECT_EQ(shown.page, "slug");
  notices.dismiss("plugin", "acme", "access");
  EXPECT_TRUE(notices.of_company("acme").empty());
  EXPECT_EQ(notices.of_company("globex").size(), 1U);
}

TEST(Audit, ListsEntriesFromTheNewestInPages) {
  testing::TemporaryDatabase database;
  AuditTable audit(database.pool);
  for (const char* action : {"connected", "saved", "unlinked"}) {
    audit.add(audit_entry("acme", {"dana", "Dana", {}, "page, 192.0.2.7"}, "plugin", action, "", {}));
  }
  const auto latest = audit.latest("acme", 0, 2);
  ASSERT_EQ(latest.size(), 2U);
  EXPECT_EQ(latest[0].action, "unlinked");
  const auto older = audit.latest("acme", latest[1].id, 2);
  ASSERT_EQ(older.size(), 1U);
  EXPECT_EQ(older[0].action, "connected");
}

TEST(Audit, FiltersByPersonAndTimeAndGoesBackToNewerEntries) {
  testing::TemporaryDatabase database;
  AuditTable audit(database.pool);
  const auto at = [](std::int64_t seconds) { return host_sdk::from_microseconds(seconds * 1'000'000); };
  for (int second = 1; second <= 6; ++second)
    audit.add(audit_entry("acme", {"id", second % 2 == 0 ? "Dana" : "", {}, "page"}, "plugin",
                          "a" + std::to_string(second), "", at(second)));
  const auto actions = [](const std::vector<AuditEntry>& entries) {
    std::string all;
    for (const AuditEntry& entry : entries) all += entry.action;
    return all;
  };
  AuditFilter filter;
  filter.actor = "Dana";
  EXPECT_EQ(actions(audit.latest("acme", 0, 10, filter)), "a6a4a2");
  filter.from = at(2);
  filter.until = at(6);
  EXPECT_EQ(actions(audit.latest("acme", 0, 10, filter)), "a4a2");
  EXPECT_EQ(audit.count("acme", filter), 2);
  EXPECT_EQ(audit.count("globex", {}), 0);
  EXPECT_THAT(audit.actors("acme"), ::testing::ElementsAre("Dana", "id"));
  const auto last = audit.latest("acme", 0, 10).back();
  EXPECT_EQ(actions(audit.newer("acme", last.id, 2)), "a3a2");
  EXPECT_EQ(actions(audit.newer("acme", last.id, 2, filter)), "a4a2");
}

TEST(Audit, FiltersByActionAndByTextInAnyCase) {
  testing::TemporaryDatabase database;
  AuditTable audit(database.pool);
  const host_sdk::Actor dana{"dana", "Dana", {}, "page, 192.0.2.7"};
  const host_sdk::Actor schedule{"", "Schedule", {}};
  audit.add(audit_entry("acme", dana, "plugin", "settings_saved", "Removal limit: 5% → off.", {}));
  audit.add(audit_entry("acme", dana, "plugin", "sync_started", "100%_done", {}));
  audit.add(audit_entry("acme", schedule, "plugin", "sync_started", "", {}));
  audit.add(audit_entry("globex", dana, "plugin", "unlinked", "", {}));
  const auto actions_with = [&audit](const AuditFilter& filter) {
    std::vector<std::string> found;
    for (const auto& entry : audit.latest("acme", 0, 10, filter))
      found.push_back(entry.actor_name + ":" + entry.action);
    return found;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(actions_with({"", "sync_started"}), ElementsAre("Schedule:sync_started", "Dana:sync_started"));
  EXPECT_THAT(actions_with({"REMOVAL LIMIT", ""}), ElementsAre("Dana:settings_saved"));
  EXPECT_THAT(actions_with({"192.0.2.7", "sync_started"}), ElementsAre("Dana:sync_started"));
  EXPECT_THAT(actions_with({"0%_d", ""}), ElementsAre("Dana:sync_started")) << "% and _ are plain text";
  EXPECT_THAT(actions_with({"'); DROP TABLE host_audit; --", ""}), ElementsAre());
  EXPECT_THAT(audit.actions("acme"), ElementsAre("settings_saved", "sync_started"));
}

TEST(Audit, NamesThisMachineForActorsOfAPlugin) {
  const auto entry = audit_entry("acme", {"", "Schedule", {}}, "plugin", "sync_started", "", {});
  EXPECT_EQ(entry.origin, "host process on " + host_sdk::machine_name());
}

TEST(Accounts, SayWhereTheyActFrom) {
  const AccountConfig dana{"dana", "$argon2id$a", "acme", Role::administrator};
  EXPECT_EQ(actor_of(dana, "203.0.113.9").from, "page, 203.0.113.9");
  EXPECT_EQ(command_line_actor().from, "command line, " + system_user() + " on " + host_sdk::machine_name());
}

TEST(Servers, ServeOnlyWithARecentHeartbeat) {
  testing::TemporaryDatabase database;
  ServersTable servers(database.pool);
  host_sdk::fakes::FakeClock clock;
  EXPECT_EQ(servers.serving(clock.now()), std::nullopt);
  servers.heartbeat("one", "http://127.0.0.1:1", clock.now());
  EXPECT_EQ(servers.serving(clock.now() + 30s), "http://127.0.0.1:1");
  EXPECT_EQ(servers.serving(clock.now() + 36s), std::nullopt);
  EXPECT_EQ(servers.serving(clock.now() - 36s), std::nullopt) << "a heartbeat of a clock that was ahead";
  servers.remove("one");
  EXPECT_EQ(servers.serving(clock.now()), std::nullopt);
}

TEST(PageEventHub, CallsSubscribersOfThePageUntilTheyUnsubscribe) {
  PageEventHub hub;
  int calls = 0;
  {
    const auto subscription = hub.subscribe("acme", "page", [&] { ++calls; });
    hub.page_changed("acme", "page");
    hub.page_changed("acme", "other");
    hub.page_changed("globex", "page");
  }
  hub.page_changed("acme", "page");
  EXPECT_EQ(calls, 1);
}

TEST(Log, EscapesLineBreaksAndControlCharacters) {
  std::string lines;
  Log log(host_sdk::LogLevel::info, [&](std::string_view line) { lines += line; });
  log.write(host_sdk::LogLevel::info, "plugin", "acme", "first\nerror acme host: forged \x1b[31m \xc2\x9b!");
  log.write(host_sdk::LogLevel::debug, "plugin", "acme", "unseen");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
  EXPECT_THAT(lines, HasSubstr("info acme plugin: first\\x0aerror"));
  EXPECT_THAT(lines, HasSubstr("\\x1b[31m \\x9b! company=acme\n"));
}

TEST(Log, NamesTheCompanyAsAKeyIfThereIsOne) {
  std::string lines;
  Log log(host_sdk::LogLevel::info, [&](std::string_view line) { lines += line; });
  log.info("acme", LogLine("run_ended").with("run", 12));
  log.info("", LogLine("stopping"));
  EXPECT_THAT(lines, HasSubstr(" info acme host: run_ended run=12 company=acme\n"));
  EXPECT_THAT(lines, HasSubstr(" info - host: stopping\n"));
}

}  // namespace
}  // namespace sample_host
