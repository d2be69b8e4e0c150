// The whole plugin, as a host sees it: on the fakes of the SDK and a database with the host's tables.
#include "host_sdk/plugin.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "choices.hpp"
#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/fakes/host_tables.hpp"
#include "host_sdk/page_rules/limits.hpp"
#include "progress.hpp"

extern "C" host_sdk::EntryBlock host_sdk_plugin_entry;

namespace csv_import_plugin {
namespace {

using namespace host_sdk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A folder with settings, a source and a database, and the started plugin.
class PluginTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "people");
    write("settings.yaml", "folder: people\n");
    source("1815,ada@acme.example,Ada,Lovelace\n1906,grace@acme.example,Grace,Hopper\n");
    fakes::make_host_tables(session());
    const auto result = plugin_.start(host_, (folder_ / "settings.yaml").string());
    ASSERT_EQ(result.sentence, "");
  }
  void TearDown() override {
    plugin_.stop();
    session_.reset();
    std::filesystem::remove_all(folder_);
  }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  void source(const std::string& rows) { write("people/acme.csv", "id,email,first_name,last_name\n" + rows); }

  sql::Session& session() {
    if (!session_) session_.emplace(sql::Backend::sqlite3, host_.database().connection_string());
    return *session_;
  }
  std::vector<std::string> users() {
    std::vector<std::string> rows;
    sql::Query(session(), "SELECT email, last_name, status FROM target_users ORDER BY email_key")
        .read("ttt", [&](const sql::Row& row) {
          rows.push_back(row.text(0) + " " + row.text(1) + " " + row.text(2));
        });
    return rows;
  }

  UserProvider& provider() { return *plugin_.user_providers().front(); }
  SettingsPage& settings_page() { return *plugin_.settings_pages().front(); }
  SyncOutcome sync(SyncMode mode = SyncMode::apply) {
    return provider().synchronize(kAcme, kDana, monitor_, mode);
  }
  page::ActionAnswer act(const std::string& action, page::Values values = {},
                         std::optional<std::int64_t> revision = {}) {
    page::ActionRequest request;
    request.company = kAcme;
    request.actor = kDana;
    request.action = action;
    request.values = std::move(values);
    request.revision = revision;
    page::ActionAnswer answer;
    EXPECT_EQ(settings_page().act(request, answer).code, ResultCode::ok);
    return answer;
  }
  page::Page page(const std::string& cursor = {}) {
    page::PageRequest request{kAcme, kDana, {}, 0, {}};
    if (!cursor.empty()) request.cursors["users"] = cursor;
    page::Page page;
    EXPECT_EQ(settings_page().page(request, page).code, ResultCode::ok);
    EXPECT_THAT(page::validate(page), IsEmpty());
    return page;
  }
  page::Table users_table(const std::string& cursor) {
    return std::get<page::Table>(page(cursor).blocks.back().kind);
  }

  inline static const Company kAcme{"acme", "Acme Inc."};
  inline static const Actor kDana{"dana", "Dana Reyes", {"company.settings"}};

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("csv-import-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  fakes::FakeHostServices host_{fakes::FakeDatabase("sqlite3", "dbname=" + (folder_ / "host.db").string())};
  fakes::FakeTaskMonitor monitor_;
  Plugin& plugin_ = *host_sdk_plugin_entry.create();
  std::optional<sql::Session> session_;
};

TEST_F(PluginTest, ImportsThePeopleOfTheFile) {
  const auto outcome = sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.added, 2);
  EXPECT_THAT(users(), ElementsAre("ada@acme.example Lovelace active", "grace@acme.example Hopper active"));
  EXPECT_EQ(sync().report.unchanged, 2);
}

TEST_F(PluginTest, FollowsTheFile) {
  sync();
  source("1815,ada@acme.example,Ada,King\n");
  const auto report = sync().report;
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.removed, 1);
  EXPECT_THAT(users(), ElementsAre("ada@acme.example King active", "grace@acme.example Hopper inactive"));
}

TEST_F(PluginTest, WritesNothingInAPreview) {
  const auto outcome = sync(SyncMode::preview);
  EXPECT_EQ(outcome.report.added, 2);
  EXPECT_EQ(outcome.report.changes.size(), 2U);
  EXPECT_THAT(users(), IsEmpty());
}

TEST_F(PluginTest, ChangesNothingWithoutAReadableFile) {
  sync();
  std::filesystem::remove(folder_ / "people" / "acme.csv");
  const auto outcome = sync();
  EXPECT_EQ(outcome.result.code, ResultCode::administrator_action);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("acme.csv cannot be read. Nothing was changed."));
  EXPECT_EQ(users().size(), 2U);
}

TEST_F(PluginTest, StopsBeforeItWritesWhenItIsCancelled) {
  monitor_.request_cancel();
  EXPECT_EQ(sync().result.code, ResultCode::cancelled);
  EXPECT_THAT(users(), IsEmpty());
}

TEST_F(PluginTest, RunsDailyAfterTheFirstImport) {
  EXPECT_FALSE(host_.schedule().next("csv-import.daily", "acme"));
  sync();
  EXPECT_TRUE(host_.schedule().next("csv-import.daily", "acme"));
}

TEST_F(PluginTest, ImportsAsAJobOfThePage) {
  EXPECT_EQ(act("import_now").started_job, "import");
  EXPECT_EQ(page().status.label, "Importing");
  EXPECT_EQ(host_.jobs().run_all(), 1U);
  EXPECT_EQ(page().status.label, "Ready");
  EXPECT_EQ(users().size(), 2U);
}

/// The values of the form.
page::Values choices(const std::string& missing, const std::string& most) {
  return {{kMissingField, missing}, {kMostRemovalsField, most}};
}

TEST_F(PluginTest, RefusesChoicesWithASentenceForEachField) {
  const auto answer = act("save", choices("maybe", "0"));
  EXPECT_EQ(answer.outcome, page::Outcome::invalid);
  EXPECT_THAT(answer.errors.at(kMostRemovalsField), ElementsAre("must be from 1 to 100000, not 0"));
  EXPECT_EQ(answer.errors.count(kMissingField), 1U);
}

TEST_F(PluginTest, SavesChoicesOnceForEachRevision) {
  EXPECT_EQ(act("save", choices("keep", "5"), 0).outcome, page::Outcome::render);
  EXPECT_EQ(act("save", choices("remove", "5"), 0).outcome, page::Outcome::stale);
  EXPECT_EQ(act("save", choices("keep", "5")).outcome, page::Outcome::render)
      << "a command line sends no revision";
  sync();
  source("1815,ada@acme.example,Ada,Lovelace\n");
  EXPECT_EQ(sync().report.removed, 0);
}

TEST_F(PluginTest, KeepsTheTargetUserOfAPersonWhoseAddressChanges) {
  sync();
  const auto before =
      sql::Query(session(), "SELECT id FROM target_users WHERE external_id = '1815'").read_number();
  source("1815,grace@acme.example,Ada,Lovelace\n1906,ada@acme.example,Grace,Hopper\n");
  EXPECT_EQ(sync().report.updated, 2);
  EXPECT_THAT(users(), ElementsAre("ada@acme.example Hopper active", "grace@acme.example Lovelace active"));
  EXPECT_EQ(sql::Query(session(), "SELECT id FROM target_users WHERE email_key = 'grace@acme.example'")
                .read_number(),
            before);
}

TEST_F(PluginTest, ChangesNothingAboveTheLimitOfRemovals) {
  act("save", choices("remove", "1"));
  source("1,a@x.example,A,A\n2,b@x.example,B,B\n3,c@x.example,C,C\n");
  sync();
  source("1,a@x.example,A,A\n");
  EXPECT_THAT(sync(SyncMode::preview).report.remarks,
              ElementsAre(HasSubstr("2 people are no longer in the file")));
  EXPECT_EQ(sync().result.code, ResultCode::administrator_action);
  EXPECT_EQ(users().size(), 3U);
  act("save", choices("remove", "2"));
  EXPECT_EQ(sync().report.removed, 2);
  EXPECT_THAT(users(), ElementsAre("a@x.example A active"));
}

TEST_F(PluginTest, RollsBackWhenItIsCancelledWhileItWrites) {
  std::string rows;
  for (std::size_t number = 1; number <= 2 * kPeopleBetweenReports; ++number)
    rows += std::to_string(number) + ",a" + std::to_string(number) + "@x.example,A,B\n";
  source(rows);
  // The checks: at the start, twice while reading, before writing, and twice while writing.
  monitor_.cancel_at_check(6);
  EXPECT_EQ(sync().result.code, ResultCode::cancelled);
  EXPECT_EQ(monitor_.reports().back().activity, "applying changes");
  EXPECT_EQ(monitor_.reports().back().done, static_cast<std::int64_t>(2 * kPeopleBetweenReports));
  EXPECT_THAT(users(), IsEmpty());
}

TEST_F(PluginTest, ShowsTheImportedUsersPageByPage) {
  std::string rows;
  for (int number = 10; number < 35; ++number)
    rows += std::to_string(number) + ",a" + std::to_string(number) + "@x.example,A,B\n";
  source(rows);
  sync();
  const auto table = users_table({});
  EXPECT_EQ(table.total, 25);
  EXPECT_EQ(table.rows.size(), 20U);
  const auto rest = users_table(table.next);
  ASSERT_EQ(rest.rows.size(), 5U);
  EXPECT_EQ(std::get<std::string>(rest.rows.front().cells.at(1)), "a30@x.example");
  EXPECT_EQ(rest.next, "");
}

TEST_F(PluginTest, RemovesTheUsersThatItCreated) {
  sync();
  sql::Query(session(),
             "INSERT INTO target_users (id, company_id, email, email_key) VALUES (99, 'acme', 'h@x.example', "
             "'h@x.example')")
      .run();
  act("remove");
  host_.jobs().run_all();
  EXPECT_THAT(users(), ElementsAre("h@x.example  active"));
  EXPECT_FALSE(host_.schedule().next("csv-import.daily", "acme"));
}

TEST_F(PluginTest, ExplainsAndImportsOnePerson) {
  const auto outcome =
      provider().synchronize_person({kAcme, kDana, "ADA@acme.example"}, monitor_, SyncMode::apply);
  EXPECT_TRUE(outcome.explanation.changed);
  EXPECT_THAT(users(), ElementsAre("ada@acme.example Lovelace active"));
  Explanation explanation;
  EXPECT_EQ(provider().explain({kAcme, kDana, "ada@acme.example"}, explanation).code, ResultCode::ok);
  EXPECT_THAT(explanation.reasons, ElementsAre("Imported from acme.csv"));
}

TEST_F(PluginTest, AsksForAnotherStartWhileTheDatabaseIsAway) {
  plugin_.stop();
  fakes::FakeHostServices away{fakes::FakeDatabase("sqlite3", "dbname=/dev/null/host.db")};
  EXPECT_EQ(plugin_.start(away, (folder_ / "settings.yaml").string()).code, ResultCode::try_again);
  EXPECT_EQ(plugin_.start(host_, (folder_ / "settings.yaml").string()).code, ResultCode::ok);
}

TEST_F(PluginTest, NeedsAHostThatKeepsSettingsOfCompanies) {
  plugin_.stop();
  fakes::FakeHostServices older;
  older.lend(std::string(CompanySettings::kId), nullptr);
  const auto result = plugin_.start(older, (folder_ / "settings.yaml").string());
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_THAT(result.sentence, HasSubstr("update it to SDK 1.9"));
}

TEST_F(PluginTest, RefusesSettingsWithFileLineAndKey) {
  plugin_.stop();
  write("settings.yaml", "folders: people\n");
  const auto result = plugin_.start(host_, (folder_ / "settings.yaml").string());
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_THAT(result.sentence, HasSubstr("settings.yaml"));
  EXPECT_THAT(result.sentence, HasSubstr("folder"));
}

}  // namespace
}  // namespace csv_import_plugin
