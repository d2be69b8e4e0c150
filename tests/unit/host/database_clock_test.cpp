#include "host_sdk/sql/database_clock.hpp"

#include <gtest/gtest.h>

#include "host_sdk/time.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using sql::DatabaseClock;

host_sdk::Timestamp database_time(HostDatabase& pool) {
  return pool.with_session("test", [](Session& session) {
    return host_sdk::from_microseconds(Query(session, "SELECT " + session.dialect().now()).read_number());
  });
}

TEST(DatabaseClock, IsNeverAheadOfTheDatabase) {
  testing::TemporaryDatabase database;
  DatabaseClock clock(database.pool.backend());
  for (int i = 0; i < 20; ++i) {
    const auto before = database_time(database.pool);
    database.pool.with_session("test", [&](Session& session) { clock.measure(session); });
    const auto measured = clock.now();
    // SQLite's own times have milliseconds.
    const std::chrono::milliseconds precision{database.pool.backend() == Backend::sqlite3 ? 1 : 0};
    EXPECT_GE(measured, before - precision);
    EXPECT_LE(measured, database_time(database.pool) + precision);
  }
}

TEST(DatabaseClock, DoesNotDependOnTheTimeZoneOfTheSession) {
  testing::TemporaryDatabase database;
  const auto before = database_time(database.pool);
  const auto elsewhere = database.pool.with_session("test", [&](Session& session) {
    if (database.pool.backend() == Backend::postgresql) session.run("SET TIME ZONE 'Asia/Tokyo'");
    if (database.pool.backend() == Backend::mysql) session.run("SET SESSION time_zone = '+09:00'");
    return host_sdk::from_microseconds(Query(session, "SELECT " + session.dialect().now()).read_number());
  });
  EXPECT_LE(before, elsewhere);
  EXPECT_LE(elsewhere, database_time(database.pool));
}

}  // namespace
}  // namespace sample_host
