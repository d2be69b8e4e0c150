// Database errors, and who can act on them.
#include "database/sql.hpp"
#include "database/sql_store.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

class NamedDatabase final : public host_sdk::Database {
 public:
  NamedDatabase(std::string backend, std::string connection)
      : backend_(std::move(backend)), connection_(std::move(connection)) {}
  [[nodiscard]] std::string backend() const override { return backend_; }
  [[nodiscard]] std::string connection_string() const override { return connection_; }

 private:
  std::string backend_;
  std::string connection_;
};

using database::Backend;
using database::Query;
using database::Session;
using database::SqlError;
using database::SqlErrorKind;

SqlError error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const SqlError& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {SqlErrorKind::other, ""};
}

Failure failure_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Failure& failure) {
    return failure;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {host_sdk::ResultCode::ok, ""};
}

TEST(StoreErrors, RefusesABackendThatIsNotSupported) {
  const auto failure = failure_of([] { (void)open_store(NamedDatabase("oracle", "x"), 1); });
  EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
}

TEST(StoreErrors, ReportsTryAgainWhenAServerCannotBeReached) {
  for (const auto& [backend, connection] :
       {std::pair{"postgresql", "postgresql://u:geheim@127.0.0.1:1/db?connect_timeout=2"},
        std::pair{"mysql", "host=127.0.0.1 port=1 user=u password='geheim' db=d connect_timeout=2"}}) {
    const NamedDatabase database(backend, connection);
    const auto failure = failure_of([&] { open_store(database, 1)->migrate(); });
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again) << backend;
    EXPECT_EQ(std::string(failure.what()).find("geheim"), std::string::npos);
    EXPECT_EQ(std::string(failure.what()).find("127.0.0.1"), std::string::npos);
  }
}

TEST(StoreErrors, ReportsAFileThatCannotBeOpenedToTheOperator) {
  const NamedDatabase database("sqlite3", "dbname=/nonexistent-folder/secret.db");
  const auto failure = failure_of([&] { open_store(database, 1)->migrate(); });
  EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
  EXPECT_EQ(std::string(failure.what()).find("secret.db"), std::string::npos);
}

TEST(StoreErrors, ReportsUnavailableAndBusyAsTryAgain) {
  for (const auto kind : {SqlErrorKind::unavailable, SqlErrorKind::busy})
    EXPECT_EQ(failure_of([&] {
                database::throw_as_failure({kind, "x"});
              }).code(),
              host_sdk::ResultCode::try_again);
}

TEST(StoreErrors, KeepsTheDatabasesTextForTheLogUnderAReference) {
  const auto failure = failure_of([] {
    database::throw_as_failure({SqlErrorKind::other,
                                "The database refused a statement: no such table: secret_table (SQLite "
                                "error 1).",
                                "no such table: secret_table"});
  });
  const std::string sentence = failure.what();
  const std::string beginning = "The platform's database reported an error. Reference number: ";
  ASSERT_EQ(sentence.substr(0, beginning.size()), beginning);
  EXPECT_EQ(sentence.size(), beginning.size() + std::string("0a1b2c3d.").size());
  EXPECT_EQ(failure.detail(),
            "The database refused a statement: no such table: secret_table (SQLite error 1).");
  EXPECT_EQ(log_text(failure), sentence + " " + failure.detail());
}

TEST(StoreErrors, PassesOnASentenceThatContainsNoDriverText) {
  const std::string sentence = "The database file host.db has no space left on its disk (SQLite error 13).";
  const auto failure = failure_of([&] {
    database::throw_as_failure({SqlErrorKind::other, sentence, "database or disk is full"});
  });
  EXPECT_EQ(std::string(failure.what()).find(sentence + " Reference number: "), 0U) << failure.what();
  EXPECT_EQ(failure.detail(), sentence + " database or disk is full");
}

TEST(StoreErrors, ReportsConstraintsAndNewerTablesToTheOperator) {
  for (const auto kind : {SqlErrorKind::constraint, SqlErrorKind::newer_schema, SqlErrorKind::other})
    EXPECT_EQ(failure_of([&] {
                database::throw_as_failure({kind, "x"});
              }).code(),
              host_sdk::ResultCode::operator_action);
}

TEST(SqlErrors, ReportBusyWhenAnotherProcessHoldsTheWriteLock) {
  const auto database = TestDatabase::make("sqlite3");
  Session holder(Backend::sqlite3, database->connection_string());
  holder.run("BEGIN IMMEDIATE");
  Session waiting(Backend::sqlite3, database->connection_string());
  waiting.run("PRAGMA busy_timeout = 0");
  const auto error = error_of([&] { waiting.run("BEGIN IMMEDIATE"); });
  EXPECT_EQ(error.kind(), SqlErrorKind::busy);
  EXPECT_EQ(std::string(error.what()),
            "The database is busy: another process was writing to it for too long (SQLite error 5).");
}

TEST(SessionPool, RunsAStatementAgainWhileTheDatabaseIsBusy) {
  const auto database = TestDatabase::make("sqlite3");
  Session holder(Backend::sqlite3, database->connection_string());
  holder.run("CREATE TABLE t (x TEXT)");
  holder.run("BEGIN IMMEDIATE");
  host_sdk::sql::SessionPool pool(Backend::sqlite3, database->connection_string(),
                                  {.on_open = {"PRAGMA busy_timeout = 0"}});
  int attempts = 0;
  const std::int64_t rows = pool.with_session_and_retries([&](Session& session) {
    if (++attempts == 3) holder.run("ROLLBACK");
    return Query(session, "INSERT INTO t VALUES ('x')").run();
  });
  EXPECT_EQ(rows, 1);
  EXPECT_EQ(attempts, 3);
}

TEST(SessionPool, DoesNotRunAStatementAgainThatFailsForAnotherReason) {
  const auto database = TestDatabase::make("sqlite3");
  host_sdk::sql::SessionPool pool(Backend::sqlite3, database->connection_string());
  int attempts = 0;
  const auto error = error_of([&] {
    pool.with_session_and_retries([&](Session& session) {
      ++attempts;
      session.run("INSERT INTO missing VALUES ('x')");
    });
  });
  EXPECT_EQ(error.kind(), SqlErrorKind::other);
  EXPECT_EQ(attempts, 1);
}

/// The name of the file in a connection string, without its folder.
std::string file_name(const host_sdk::Database& database) {
  const std::string connection = database.connection_string();
  const std::string path = connection.substr(connection.rfind('/') + 1);
  return path.substr(0, path.find_first_of("\" "));
}

TEST(SqlErrors, NameAReadOnlyFile) {
  const auto database = TestDatabase::make("sqlite3");
  Session session(Backend::sqlite3, database->connection_string());
  session.run("CREATE TABLE t (x TEXT)");
  session.run("PRAGMA query_only = ON");
  EXPECT_EQ(std::string(error_of([&] { session.run("INSERT INTO t VALUES ('x')"); }).what()),
            "The database file " + file_name(*database) +
                " cannot be written, because the file or its folder is read-only (SQLite error 8).");
}

TEST(SqlErrors, NameAFileThatCannotBeOpenedAgain) {
  EXPECT_EQ(
      std::string(error_of([] {
                    host_sdk::sql::throw_sqlite_error(14, "unable to open database file", "/data/host.db");
                  }).what()),
      "The database file host.db cannot be opened, because it or its folder is missing or read-only (SQLite "
      "error 14).");
}

TEST(SqlErrors, NameAFullDisk) {
  const auto database = TestDatabase::make("sqlite3");
  Session session(Backend::sqlite3, database->connection_string());
  session.run("PRAGMA max_page_count = 3");
  session.run("CREATE TABLE t (x TEXT)");
  const auto error = error_of([&] { session.run("INSERT INTO t VALUES (randomblob(1000000))"); });
  EXPECT_EQ(error.kind(), SqlErrorKind::other);
  const std::string sentence =
      "The database file " + file_name(*database) + " has no space left on its disk (SQLite error 13).";
  EXPECT_EQ(std::string(error.what()), sentence);
  const auto failure = failure_of([&] { database::throw_as_failure(error); });
  EXPECT_TRUE(std::string(failure.what()).starts_with(sentence)) << failure.what();
}

/// Every constraint of one table, once by a statement with values and once by one without.
TEST_P(DatabaseContract, DistinguishesDuplicateKeysFromOtherConstraints) {
  const auto session = world().open_session();
  const std::string options = session->dialect().table_options();
  session->run("CREATE TABLE parents (id BIGINT NOT NULL PRIMARY KEY)" + options);
  session->run(
      "CREATE TABLE children (id BIGINT NOT NULL PRIMARY KEY, name " + session->dialect().key_text(20) +
      " NOT NULL UNIQUE, age BIGINT CHECK (age < 200), parent BIGINT, FOREIGN KEY (parent) REFERENCES "
      "parents (id))" +
      options);
  session->run("INSERT INTO children (id, name) VALUES (1, 'Ada')");
  const struct {
    const char* name;
    const char* values;
    SqlErrorKind kind;
  } rows[] = {{"primary key", "1, 'Bob', 1, NULL", SqlErrorKind::conflict},
              {"unique key", "2, 'Ada', 1, NULL", SqlErrorKind::conflict},
              {"not null", "2, NULL, 1, NULL", SqlErrorKind::constraint},
              {"check", "2, 'Bob', 200, NULL", SqlErrorKind::constraint},
              {"foreign key", "2, 'Bob', 1, 7", SqlErrorKind::constraint}};
  for (const auto& row : rows) {
    const std::string insert = "INSERT INTO children (id, name, age, parent) ";
    const auto plain = error_of([&] { session->run(insert + "VALUES (" + row.values + ")"); });
    EXPECT_EQ(plain.kind(), row.kind) << row.name << ": " << plain.what();
    const auto bound = error_of([&] {
      Query(*session, insert + "SELECT " + row.values + " FROM children WHERE id = ?").number(1).run();
    });
    EXPECT_EQ(bound.kind(), row.kind) << row.name << ": " << bound.what();
    EXPECT_EQ(std::string(bound.what()).find("Ada"), std::string::npos) << bound.what();
  }
}

SqlErrorKind kind_of_postgresql(const std::string& state) {
  return error_of([&] { host_sdk::sql::throw_postgresql_error(state, "x"); }).kind();
}
SqlErrorKind kind_of_mysql(unsigned int number, const char* state = "HY000") {
  return error_of([&] { host_sdk::sql::throw_mysql_error(number, state, "x"); }).kind();
}

TEST(SqlErrors, ClassifyTriggerErrorsAsRefusedRows) {
  for (const char* state : {"P0001", "P0004", "45000", "U0001", "23514", "22001", "44000"})
    EXPECT_EQ(kind_of_postgresql(state), SqlErrorKind::constraint) << state;
  for (const unsigned int number : {1644U, 1001U, 30001U})
    EXPECT_EQ(kind_of_mysql(number), SqlErrorKind::constraint) << number;
  for (const unsigned int number : {1146U, 1205U, 1690U, 2013U})
    EXPECT_EQ(kind_of_mysql(number, "45001"), SqlErrorKind::constraint) << number;
}

TEST(SqlErrors, ClassifyUnfitValuesAndPoliciesAsRefusedRows) {
  EXPECT_EQ(kind_of_mysql(1265, "01000"), SqlErrorKind::constraint) << "the value of an ENUM";
  for (const char* state : {"22003", "22007", "23000"})
    EXPECT_EQ(kind_of_mysql(1690, state), SqlErrorKind::constraint) << state;
  EXPECT_EQ(kind_of_mysql(1062, "23000"), SqlErrorKind::conflict);
  const auto denied = [](const std::string& message) {
    return error_of([&] { host_sdk::sql::throw_postgresql_error("42501", message); }).kind();
  };
  EXPECT_EQ(denied("new row violates row-level security policy for table \"target_users\""),
            SqlErrorKind::constraint);
  EXPECT_EQ(denied("permission denied for table target_users"), SqlErrorKind::other);
}

TEST(SqlErrors, DoNotClassifyStatementErrorsAsRefusedRows) {
  for (const char* state : {"42P01", "42703", "XX000", "54000"})
    EXPECT_EQ(kind_of_postgresql(state), SqlErrorKind::other) << state;
  for (const unsigned int number : {1146U, 1054U, 1064U})
    EXPECT_EQ(kind_of_mysql(number), SqlErrorKind::other) << number;
}

/// Every retry would fail in the same way, so the run fails and names the reason.
TEST_P(DatabaseContract, ReportsARowThatTheHostsConstraintsRefuseToTheOperator) {
  const auto session = world().open_session();
  if (session->dialect().backend() == Backend::sqlite3)
    session->run(
        "CREATE TRIGGER no_bob BEFORE INSERT ON target_users WHEN NEW.first_name = 'Bob' BEGIN SELECT "
        "RAISE(ABORT, 'no_bob failed'); END");
  else
    session->run("ALTER TABLE target_users ADD CONSTRAINT no_bob CHECK (first_name <> 'Bob')");
  plan::Plan plan;
  auto write = insert_of(1, "g1", "a@acme.com");
  write.row.fields.first_name = "Bob";
  plan.people.inserts = {write};
  const auto failure = failure_of([&] { apply(plan, 10); });
  EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
  EXPECT_NE(failure.detail().find("no_bob"), std::string::npos) << failure.detail();
  EXPECT_TRUE(world().users(kAcme).empty());
}

/// With a key of the host's own, which the SDK's tables do not have.
TEST_P(DatabaseContract, FindsTheRowsThatTheHostRefusesAndChangesNothing) {
  const auto session = world().open_session();
  session->run("CREATE UNIQUE INDEX one_phone ON target_users (phone_number)");
  if (session->dialect().backend() == Backend::sqlite3)
    session->run(
        "CREATE TRIGGER no_bob BEFORE UPDATE ON target_users WHEN NEW.first_name = 'Bob' BEGIN SELECT "
        "RAISE(ABORT, 'no_bob failed'); END");
  else
    session->run("ALTER TABLE target_users ADD CONSTRAINT no_bob CHECK (first_name <> 'Bob')");
  const auto person = [](int id) {
    auto write = insert_of(id, "g" + std::to_string(id), "p" + std::to_string(id) + "@acme.com");
    write.row.fields.phone_number = "+41 " + std::to_string(id);
    return write;
  };
  plan::Plan first;
  std::vector<plan::RowWrite> rows;
  for (int id = 1; id <= 20; ++id) rows.push_back(person(id));
  first.people.inserts = rows;
  const Run run = apply(first, 10);
  EXPECT_TRUE(store().refused_rows(run, {}).empty());

  plan::Plan second;
  for (const int id : {3, 4, 5})
    second.people.updates.push_back(update_of(user(id), "new" + std::to_string(id) + "@acme.com"));
  second.people.updates[1].row.fields.first_name = "Bob";
  rows.clear();
  for (int id = 30; id <= 90; ++id) rows.push_back(person(id));
  rows[17].row.fields.phone_number = "+41 7";
  rows[60].row.fields.phone_number = "+41 8";
  second.people.inserts = rows;
  EXPECT_TRUE(failure_of([&] { apply(second, 20); }).code() == host_sdk::ResultCode::operator_action);
  const auto refused = store().refused_rows(run, second);
  ASSERT_EQ(refused.size(), 3U);
  EXPECT_EQ(refused[0].external_id, "g4");
  EXPECT_EQ(refused[0].email, "new4@acme.com");
  EXPECT_NE(refused[0].reason.find("no_bob"), std::string::npos) << refused[0].reason;
  EXPECT_EQ(refused[1].external_id, "g47");
  EXPECT_EQ(refused[2].external_id, "g90");
  EXPECT_EQ(world().users(kAcme).size(), 20U);
  EXPECT_EQ(user(4).row.fields.email, "p4@acme.com");
}

/// Makes the database refuse rows; `{}` stands for the row, and `condition` uses columns of one table.
void refuse(database::Session& session, const std::string& table, const std::string& condition) {
  const auto of_row = [&](const std::string& row) {
    std::string sql = condition;
    for (auto at = sql.find("{}"); at != std::string::npos; at = sql.find("{}")) sql.replace(at, 2, row);
    return sql;
  };
  if (session.dialect().backend() != Backend::sqlite3)
    return session.run("ALTER TABLE " + table + " ADD CONSTRAINT refused_" + table + " CHECK (NOT (" +
                       of_row("") + "))");
  for (const char* event : {"INSERT", "UPDATE"})
    session.run("CREATE TRIGGER refused_" + table + event + " BEFORE " + event + " ON " + table + " WHEN " +
                of_row("NEW.") + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
}

TEST_P(DatabaseContract, FindsTheGroupsAndMembershipsThatTheHostRefuses) {
  const auto session = world().open_session();
  refuse(*session, "target_groups", "{}name = 'Field'");
  refuse(*session, "target_group_members", "{}user_id = 2");
  plan::Plan first;
  first.people.inserts = {insert_of(1, "g1", "a@acme.com")};
  first.groups.writes = {{7, "unit7", "Sales", "Sales", "sales", true},
                         {8, "unit8", "Legal", "Legal", "legal", true}};
  const Run run = apply(first, 10);

  plan::Plan second;
  second.people.inserts = {insert_of(2, "g2", "b@acme.com"), insert_of(3, "g3", "c@acme.com")};
  // Two names swap, so the halves must not depend on each other.
  second.groups.writes = {{7, "unit7", "Legal", "Legal", "legal", false},
                          {8, "unit8", "Sales", "Sales", "sales", false},
                          {9, "unit9", "Field", "Field", "field", true},
                          {10, "unit10", "Quality", "Quality", "quality", true}};
  second.memberships.added = {{7, 1}, {7, 2}, {9, 3}, {10, 2}, {10, 3}};
  EXPECT_EQ(failure_of([&] { apply(second, 20); }).code(), host_sdk::ResultCode::operator_action);
  const auto refused = store().refused_rows(run, second);
  using Table = RefusedRow::Table;
  ASSERT_EQ(refused.size(), 3U);
  EXPECT_EQ(refused[0].table, Table::target_groups);
  EXPECT_EQ(refused[0].external_id, "unit9");
  EXPECT_EQ(refused[0].email, "Field");
  EXPECT_EQ(refused[1].table, Table::memberships);
  EXPECT_EQ(refused[1].external_id, "g2");
  EXPECT_EQ(refused[1].email, "b@acme.com");
  EXPECT_EQ(refused[1].group_id, 7);
  EXPECT_EQ(refused[1].group_name, "Legal");
  EXPECT_EQ(refused[1].group_source_id, "");
  EXPECT_EQ(refused[2].group_source_id, "unit10");
  EXPECT_EQ(world().groups(kAcme).size(), 2U);
  EXPECT_TRUE(world().members().empty());
}

TEST_P(DatabaseContract, StaysUsableAfterAnError) {
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "g1", "a@acme.com"), insert_of(1, "g2", "b@acme.com")};
  EXPECT_THROW(apply(plan, 10), StateMoved);
  plan.people.inserts = {insert_of(1, "g1", "a@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(world().users(kAcme).size(), 1U);
}

}  // namespace
}  // namespace gup::testing
