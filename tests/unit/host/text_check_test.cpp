// Databases whose character set cannot hold every name.
#include <gmock/gmock.h>
#include <unistd.h>

#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;

std::string error_of(HostDatabase& pool) {
  try {
    pool.check_text();
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "no error";
}

TEST(TextCheck, AcceptsTheHostsOwnTablesAndLeavesNothingBehind) {
  testing::TemporaryDatabase database;
  EXPECT_EQ(error_of(database.pool), "no error");
  const auto rows = database.pool.with_session(
      "test", [](Session& session) { return Query(session, "SELECT COUNT(*) FROM host_ids").read_number(); });
  EXPECT_EQ(rows, 0);
}

TEST(TextCheckOfMariadb, NamesTheColumnAndTheRemedy) {
  testing::TemporaryDatabase database;
  database.pool.with_session("test", [](Session& session) {
    session.run("ALTER TABLE target_users MODIFY first_name VARCHAR(255) CHARACTER SET utf8mb3");
  });
  EXPECT_EQ(
      error_of(database.pool),
      "the column target_users.first_name has the character set utf8mb3, which cannot hold every name "
      "(host.yaml, key 'database'): run ALTER TABLE target_users CONVERT TO CHARACTER SET utf8mb4 COLLATE "
      "utf8mb4_nopad_bin");
  database.pool.with_session("test", [](Session& session) {
    session.run("ALTER TABLE target_users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
  });
  EXPECT_EQ(error_of(database.pool), "no error");
}

TEST(TextCheckOfMariadb, LeavesTheTablesOfOthersAlone) {
  testing::TemporaryDatabase database;
  database.pool.with_session("test", [](Session& session) {
    session.run("CREATE TABLE hosts_of_others (name VARCHAR(255)) CHARACTER SET latin1");
  });
  EXPECT_EQ(error_of(database.pool), "no error");
}

/// What the check writes for a moment.
TEST(TextCheckOfMariadb, FailsIfItCannotWriteACharacter) {
  testing::TemporaryDatabase database;
  database.pool.with_session("test", [](Session& session) {
    session.run("ALTER TABLE host_ids ADD CONSTRAINT short CHECK (CHAR_LENGTH(kind) > 1)");
  });
  EXPECT_THROW(database.pool.check_text(), SqlError);
}

TEST(TextCheckOfPostgresql, NamesTheEncodingAndTheRemedy) {
  const testing::EmptyDatabase database;
  std::string administrator = database.config().connection.reveal();
  const std::string name = "latin_" + std::to_string(getpid());
  const auto at = administrator.find("/postgres?");
  ASSERT_NE(at, std::string::npos);
  {
    Session session(Backend::postgresql, administrator);
    session.run("CREATE DATABASE " + name +
                " ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  }
  std::string connection = administrator;
  connection.replace(at, 10, "/" + name + "?");
  connection = connection.substr(0, connection.find("&options"));
  {
    HostDatabase pool({"postgresql", host_sdk::SecretText(connection)});
    EXPECT_THAT(error_of(pool), HasSubstr("has the encoding LATIN1, which cannot hold every name"));
    EXPECT_THAT(error_of(pool), HasSubstr("ENCODING 'UTF8' TEMPLATE template0"));
  }
  Session(Backend::postgresql, administrator).run("DROP DATABASE " + name);
}

}  // namespace
}  // namespace sample_host
