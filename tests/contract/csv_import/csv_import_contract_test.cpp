#include <gmock/gmock.h>

#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/fakes/host_tables.hpp"
#include "progress.hpp"
#include "server_database.hpp"
#include "store.hpp"
#include "temporary_folder.hpp"

namespace csv_import_plugin {
namespace {

using host_sdk::sql::Query;
using host_sdk::sql::Row;
using host_sdk::sql::Session;
using ::testing::ElementsAre;

/// The host's tables in an empty database.
class Database {
 public:
  explicit Database(const std::string& backend) {
    if (backend != "sqlite3") server_.emplace(backend, test_servers::folder_of(backend));
    session_.emplace(host_sdk::sql::backend_named(backend),
                     server_ ? server_->connection_string() : "dbname=" + (folder_.path() / "db").string());
    host_sdk::fakes::make_host_tables(*session_);
  }
  Session& session() { return *session_; }

  /// Adds users with ids from `first` on, each a member of two groups.
  void add_users(const std::string& company, const std::string& provider, std::int64_t first,
                 std::int64_t count) {
    std::string users, members;
    for (std::int64_t id = first; id < first + count; ++id) {
      const auto text = std::to_string(id);
      const std::string comma = id == first ? "" : ", ";
      users += comma + "(" + text + ", '" + company + "', 'a" + text + "@x.example', 'a" + text +
               "@x.example', '" + provider + "', '" + text + "')";
      members += comma + "(1, " + text + ", ''), (2, " + text + ", '" + provider + "')";
    }
    session().run(
        "INSERT INTO target_users (id, company_id, email, email_key, provider, external_id) VALUES " + users);
    session().run("INSERT INTO target_group_members (group_id, user_id, provider) VALUES " + members);
  }
  /// The ids of the users who are left, and of the members.
  std::vector<std::int64_t> ids(const std::string& statement) {
    std::vector<std::int64_t> ids;
    Query(session(), statement).read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
    return ids;
  }

 private:
  gup::testing::TemporaryFolder folder_;
  std::optional<test_servers::ServerDatabase> server_;
  std::optional<Session> session_;
};

class CsvImportContract : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Databases, CsvImportContract, ::testing::Values("sqlite3", "postgresql", "mysql"),
                         [](const auto& kind) { return std::string(kind.param); });

TEST_P(CsvImportContract, DeletesItsOwnUsersWithAllTheirMemberships) {
  Database database(GetParam());
  database.add_users("acme", kProvider, 10, 3);
  database.add_users("acme", "", 20, 1);
  database.add_users("globex", kProvider, 30, 1);
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_EQ(delete_own_users(database.session(), "acme", monitor), 3);
  EXPECT_THAT(database.ids("SELECT id FROM target_users ORDER BY id"), ElementsAre(20, 30));
  EXPECT_THAT(database.ids("SELECT user_id FROM target_group_members ORDER BY user_id, group_id"),
              ElementsAre(20, 20, 30, 30));
}

TEST_P(CsvImportContract, StopsDeletingAfterACancel) {
  Database database(GetParam());
  database.add_users("acme", kProvider, 1, static_cast<std::int64_t>(kPeopleBetweenReports) + 1);
  host_sdk::fakes::FakeTaskMonitor monitor;
  monitor.cancel_at_check(2);
  EXPECT_THROW(delete_own_users(database.session(), "acme", monitor), Cancelled);
  EXPECT_EQ(database.ids("SELECT id FROM target_users").size(), 1U);
}

/// Rows that MariaDB has read in this session.
std::int64_t rows_read(Session& session) {
  std::int64_t rows = 0;
  Query(session, "SHOW SESSION STATUS LIKE 'Handler_read%'").read("tt", [&](const Row& row) {
    rows += std::stoll(row.text(1));
  });
  return rows;
}

TEST(CsvImportOnMariaDb, DeletesItsUsersWithoutReadingThoseOfOtherCompanies) {
  Database database("mysql");
  database.add_users("globex", kProvider, 1'000, 2'000);
  database.add_users("acme", kProvider, 1, 3);
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto before = rows_read(database.session());
  EXPECT_EQ(delete_own_users(database.session(), "acme", monitor), 3);
  EXPECT_LT(rows_read(database.session()) - before, 100);
  EXPECT_EQ(database.ids("SELECT user_id FROM target_group_members").size(), 4'000U);
}

}  // namespace
}  // namespace csv_import_plugin
