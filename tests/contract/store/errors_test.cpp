// What goes wrong with a database, and who is told.
#include "database/session/session.hpp"
#include "host_tables.hpp"
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

TEST(StoreErrors, AsksForAnotherTryWhenAServerCannotBeReached) {
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

TEST(StoreErrors, TellsTheOperatorOfAFileThatCannotBeOpened) {
  const NamedDatabase database("sqlite3", "dbname=/nonexistent-folder/secret.db");
  const auto failure = failure_of([&] { open_store(database, 1)->migrate(); });
  EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
  EXPECT_EQ(std::string(failure.what()).find("secret.db"), std::string::npos);
}

TEST(StoreErrors, AsksForAnotherTryWhenAnotherProcessHasBeenWritingForTooLong) {
  const auto database = TestDatabase::make("sqlite3");
  const auto store = open_store(*database, 1);
  store->migrate();
  HostTables other(database->backend(), database->connection_string());
  other.session().run("BEGIN IMMEDIATE");
  gup::database::Session impatient(gup::database::Backend::sqlite3, database->connection_string());
  impatient.run("PRAGMA busy_timeout = 0");
  const auto failure = failure_of([&] { impatient.run("BEGIN IMMEDIATE"); });
  EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
}

TEST(StoreErrors, TellsTheOperatorOfAFullDisk) {
  const auto database = TestDatabase::make("sqlite3");
  gup::database::Session session(gup::database::Backend::sqlite3, database->connection_string());
  session.run("PRAGMA max_page_count = 3");
  session.run("CREATE TABLE t (x TEXT)");
  const auto failure = failure_of([&] { session.run("INSERT INTO t VALUES (randomblob(1000000))"); });
  EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
  EXPECT_NE(std::string(failure.what()).find("space"), std::string::npos);
}

TEST_P(DatabaseContract, WorksOnAfterAnError) {
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "g1", "a@acme.com"), insert_of(1, "g2", "b@acme.com")};
  EXPECT_THROW(apply(plan, 10), StateMoved);
  plan.people.inserts = {insert_of(1, "g1", "a@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(world().users(kAcme).size(), 1U);
}

}  // namespace
}  // namespace gup::testing
