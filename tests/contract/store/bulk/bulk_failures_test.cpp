// Errors in the middle of many rows, after which the session stays usable.
#include "bulk_writer_world.hpp"

namespace gup::testing {
namespace {

using database::Query;
using database::SqlError;
using database::SqlErrorKind;
using database::Transaction;

INSTANTIATE_TEST_SUITE_P(Writers, ServerWriterContract, ::testing::ValuesIn(kinds_of_server_writer()),
                         name_of_writer);
// Empty unless the environment names a server.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ServerWriterContract);

class Stopped {};

TEST_P(BulkWriterContract, LeavesTheSessionUsableWhenItIsStopped) {
  const auto many = many_items(3000);
  std::int64_t told = 0;
  const auto impatient = writer({[&](std::int64_t rows) {
                                   told += rows;
                                   if (told > 1000) throw Stopped();
                                 },
                                 [] {}});
  {
    Transaction transaction(session(), Transaction::Kind::write);
    EXPECT_THROW(impatient->insert("items", kAll, many.size(), fill(many)), Stopped);
  }
  EXPECT_TRUE(items().empty());
  insert(many);
  EXPECT_EQ(items().size(), 3000U);
}

TEST_P(BulkWriterContract, LeavesTheSessionUsableWhenAValueIsRefused) {
  for (const std::string& text : {std::string("nul\0inside", 10), std::string("bad \xFF utf-8")}) {
    auto many = many_items(3000);
    many[1500].note = text;
    try {
      insert(many);
      FAIL() << "nothing was thrown";
    } catch (const SqlError& error) {
      EXPECT_EQ(error.kind(), SqlErrorKind::other);
    }
    EXPECT_TRUE(items().empty());
  }
}

/// The kind of the error that `call` throws.
SqlErrorKind kind_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const SqlError& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return SqlErrorKind::other;
}

TEST_P(BulkWriterContract, ReportsAConflictWhenOneOfManyRowsHasAKeyThatExists) {
  insert({{5000, "name 1500", "", 0}});
  EXPECT_EQ(kind_of([&] { insert(many_items(3000)); }), SqlErrorKind::conflict);
  EXPECT_EQ(kind_of([&] { insert(many_items(10'500)); }), SqlErrorKind::conflict);
  insert({{1, "name 1", "", 0}, {2, "name 2", "", 0}});
  EXPECT_EQ(kind_of([&] { insert({{1, "other name", "", 0}}); }), SqlErrorKind::conflict);
  EXPECT_EQ(kind_of([&] { update({{1, "new", "", 0}, {2, "name 1500", "", 0}}); }), SqlErrorKind::conflict);
  EXPECT_EQ(items().size(), 3U);
  EXPECT_EQ(items().at(1).name, "name 1");
}

TEST_P(BulkWriterContract, ReportsAConstraintWhenACheckOrNotNullRefusesOneOfManyRows) {
  session().run(
      "CREATE TABLE strict_items (id BIGINT NOT NULL PRIMARY KEY, number BIGINT NOT NULL CHECK (number < "
      "1000))" +
      session().dialect().table_options());
  const auto write = [&](std::optional<std::int64_t> number, std::size_t count) {
    const Transaction transaction(session(), Transaction::Kind::write);
    writer()->insert("strict_items", {{"id", 'n'}, {"number", 'n'}}, count,
                     [&](std::size_t index, database::Values& row) {
                       row.number(static_cast<std::int64_t>(index));
                       row.number(index == 2 ? number : 0);
                     });
  };
  for (const std::size_t count : {3, 300}) {
    EXPECT_EQ(kind_of([&] { write(1000, count); }), SqlErrorKind::constraint);
    EXPECT_EQ(kind_of([&] { write(std::nullopt, count); }), SqlErrorKind::constraint);
  }
}

TEST_P(BulkWriterContract, NamesAMissingTable) {
  const auto many = many_items(60);
  Transaction transaction(session(), Transaction::Kind::write);
  try {
    writer()->insert("nothing", kAll, many.size(), fill(many));
    FAIL() << "nothing was thrown";
  } catch (const SqlError& error) {
    EXPECT_EQ(error.kind(), SqlErrorKind::other);
    EXPECT_NE(std::string(error.what()).find("nothing"), std::string::npos);
  }
}

/// The number by which the server knows the session.
std::string number_of(database::Session& session) {
  const bool postgresql = session.dialect().backend() == database::Backend::postgresql;
  return std::to_string(
      Query(session, postgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()").read_number());
}

/// Ends that session from outside, and waits until it is gone.
void kill_session(database::Session& killer, const std::string& number) {
  if (killer.dialect().backend() == database::Backend::postgresql)
    EXPECT_EQ(Query(killer, "SELECT CASE WHEN pg_terminate_backend(" + number + ", 5000) THEN 1 ELSE 0 END")
                  .read_number(),
              1);
  else
    killer.run("KILL " + number);
}

TEST_P(ServerWriterContract, ReportsUnavailableWhenTheConnectionBreaksInTheMiddle) {
  const auto killer = another();
  const auto many = many_items(30'000);
  // The connection's number has to be asked for before, since nothing can be asked within a COPY.
  const std::string number = number_of(session());
  std::int64_t told = 0;
  const auto doomed = writer({[&](std::int64_t rows) {
                                told += rows;
                                if (told == 1000) kill_session(*killer, number);
                              },
                              [] {}});
  try {
    const Transaction transaction(session(), Transaction::Kind::write);
    doomed->insert("items", kAll, many.size(), fill(many));
    FAIL() << "nothing was thrown";
  } catch (const SqlError& error) {
    EXPECT_EQ(error.kind(), SqlErrorKind::unavailable) << error.what();
  }
  EXPECT_EQ(Query(*killer, "SELECT COUNT(*) FROM items").read_number(), 0);
}

TEST_P(ServerWriterContract, ReportsBusyWhenAnotherTransactionLocksARow) {
  insert(many_items(10));
  const auto holder = another();
  const Transaction held(*holder, Transaction::Kind::write);
  holder->run("UPDATE items SET number = 0 WHERE id = 7");
  session().run(backend() == database::Backend::postgresql ? "SET lock_timeout = '50ms'"
                                                           : "SET SESSION innodb_lock_wait_timeout = 1");
  try {
    update(many_items(10));
    FAIL() << "nothing was thrown";
  } catch (const SqlError& error) {
    EXPECT_EQ(error.kind(), SqlErrorKind::busy) << error.what();
  }
}

TEST_P(ServerWriterContract, WritesManyRowsIntoAView) {
  session().run("CREATE VIEW shown_items AS SELECT * FROM items");
  const auto many = many_items(600);
  writer()->insert("shown_items", kAll, many.size(), fill(many));
  EXPECT_EQ(items().size(), 600U);
}

}  // namespace
}  // namespace gup::testing
