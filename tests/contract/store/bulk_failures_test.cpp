// What goes wrong in the middle of many rows, and that the session can go on.
#include "bulk_writer_world.hpp"
#include "database/store.hpp"
#include "failure.hpp"

namespace gup::testing {
namespace {

using database::Query;
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
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
    }
    EXPECT_TRUE(items().empty());
  }
}

TEST_P(BulkWriterContract, MeansThatTheHostMovedWhenARowOfManyStandsAgainstAConstraint) {
  insert({{5000, "name 1500", "", 0}});
  EXPECT_THROW(insert(many_items(3000)), StateMoved);
  EXPECT_THROW(insert(many_items(10'500)), StateMoved);
  insert({{1, "name 1", "", 0}, {2, "name 2", "", 0}});
  EXPECT_THROW(update({{1, "new", "", 0}, {2, "name 1500", "", 0}}), StateMoved);
  EXPECT_EQ(items().size(), 3U);
  EXPECT_EQ(items().at(1).name, "name 1");
}

TEST_P(BulkWriterContract, TellsTheOperatorOfATableThatIsMissing) {
  const auto many = many_items(60);
  Transaction transaction(session(), Transaction::Kind::write);
  try {
    writer()->insert("nothing", kAll, many.size(), fill(many));
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
    EXPECT_NE(std::string(failure.what()).find("nothing"), std::string::npos);
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

TEST_P(ServerWriterContract, AsksForAnotherTryWhenTheConnectionBreaksInTheMiddle) {
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
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again) << failure.what();
  }
  EXPECT_EQ(Query(*killer, "SELECT COUNT(*) FROM items").read_number(), 0);
}

TEST_P(ServerWriterContract, AsksForAnotherTryWhenSomebodyHoldsARow) {
  insert(many_items(10));
  const auto holder = another();
  const Transaction held(*holder, Transaction::Kind::write);
  holder->run("UPDATE items SET number = 0 WHERE id = 7");
  session().run(backend() == database::Backend::postgresql ? "SET lock_timeout = '50ms'"
                                                           : "SET SESSION innodb_lock_wait_timeout = 1");
  try {
    update(many_items(10));
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again) << failure.what();
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
