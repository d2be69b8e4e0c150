// What drawing a sub-page reads from the database.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bench.hpp"

namespace gup::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The statements of the SQLite connections that are opened in its lifetime. Must outlive them.
class StatementLog {
 public:
  StatementLog() {
    log_ = this;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&StatementLog::attach));
  }
  ~StatementLog() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&StatementLog::attach)); }
  StatementLog(const StatementLog&) = delete;
  StatementLog& operator=(const StatementLog&) = delete;

  /// Those since the last call.
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(statements_, {});
  }

 private:
  static int attach(sqlite3* connection, const char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, &StatementLog::add, log_);
  }
  static int add(unsigned, void* self, void*, void* sql) {
    auto& log = *static_cast<StatementLog*>(self);
    const std::lock_guard lock(log.mutex_);
    log.statements_.emplace_back(static_cast<const char*>(sql));
    return 0;
  }

  static inline StatementLog* log_ = nullptr;
  std::mutex mutex_;
  std::vector<std::string> statements_;
};

using Tables = std::set<std::string>;

/// The tables that each drawing reads.
const Tables kTablesOfState{"gup_connections", "gup_settings",    "gup_runs",     "gup_held_removals",
                            "gup_links",       "gup_group_links", "target_users", "target_groups"};

Tables tables_of(const std::vector<std::string>& statements) {
  static const std::regex table("(?:FROM|JOIN) ((?:gup|target)_[a-z_]+)");
  Tables tables;
  for (const std::string& sql : statements)
    for (std::sregex_iterator match(sql.begin(), sql.end(), table); match != std::sregex_iterator(); ++match)
      tables.insert((*match)[1]);
  return tables;
}

class PageReads : public ::testing::Test {
 protected:
  PageReads() {
    bench.connect();
    bench.set_up();
    bench.add_run(RunState::done);
  }

  std::vector<std::string> statements(const std::string& path) {
    (void)log.take();
    (void)bench.sub_page(path);
    EXPECT_TRUE(bench.result.done()) << bench.result.sentence;
    return log.take();
  }

  /// The tables that this sub-page reads for what it alone shows.
  Tables own_tables(const std::string& path) {
    const Tables all = tables_of(statements(path));
    Tables own;
    std::ranges::set_difference(all, kTablesOfState, std::inserter(own, own.end()));
    return own;
  }

  StatementLog log;
  Bench bench;
};

TEST_F(PageReads, AreOfTheTablesThatTheSubPageShows) {
  EXPECT_THAT(own_tables("runs"), IsEmpty());
  EXPECT_THAT(own_tables("removals"), IsEmpty());
  EXPECT_THAT(own_tables("people"), IsEmpty());
  EXPECT_THAT(own_tables("service-account"), IsEmpty());
  EXPECT_THAT(own_tables("settings/exclusions"), ElementsAre("gup_exclusions"));
  EXPECT_THAT(own_tables("settings/fields"), ElementsAre("gup_field_rules"));
  EXPECT_THAT(own_tables("settings"),
              ElementsAre("gup_exclusions", "gup_field_rules", "target_group_members"));
}

TEST_F(PageReads, CountTheUsersOnlyWhereTheirNumberIsShown) {
  const auto counts_users = [&](const char* path) {
    return std::ranges::count(statements(path), "SELECT COUNT(*) FROM target_users WHERE company_id = ?");
  };
  EXPECT_EQ(counts_users(""), 1);
  EXPECT_EQ(counts_users("runs"), 0);
  EXPECT_EQ(counts_users("settings/fields"), 0);
}

TEST_F(PageReads, AreAsManyForTenVersionsOfTheSettingsAsForTwo) {
  const auto save = [&](int percent) {
    (void)bench.act("save", {{"removal_limit_percent", std::to_string(percent)}});
  };
  save(11);
  const auto reads = statements("settings/file").size();
  for (int percent = 12; percent < 20; ++percent) save(percent);
  EXPECT_EQ(statements("settings/file").size(), reads);
}

TEST_F(PageReads, ExplainHeldRemovalsOnlyWhereTheyAreShown) {
  plan::Plan plan;
  plan.people.held = {{"x1", 1, "ada@acme.com", "is no longer in Google", {}}};
  host_sdk::SyncReport report;
  report.held = 1;
  bench.add_run(RunState::held, report, plan);
  const auto reads_reasons = [&](const char* path) {
    return std::ranges::any_of(
        statements(path), [](const std::string& sql) { return sql.starts_with("SELECT reason, COUNT(*)"); });
  };
  EXPECT_TRUE(reads_reasons(""));
  EXPECT_TRUE(reads_reasons("removals"));
  EXPECT_FALSE(reads_reasons("runs"));
  EXPECT_FALSE(reads_reasons("settings"));
}

}  // namespace
}  // namespace gup::testing
