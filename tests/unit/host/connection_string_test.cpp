#include "config/connection_string.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace sample_host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Every character that one of the forms treats in a way of its own.
const std::string kPassword = "g3h'\"\\ =:@/?#%x&[]";

std::string refusal_of(const std::string& backend, const std::string& connection,
                       const std::optional<host_sdk::SecretText>& password = {}) {
  try {
    (void)ready_connection_string(backend, connection, password, "/etc");
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing was refused";
}

TEST(ConnectionString, KeepsAnAbsolutePathAndOtherKeysOfSqlite) {
  EXPECT_EQ(ready_connection_string("sqlite3", "db=\"/var/lib/a b.db\" timeout=9", {}, "/etc"),
            "dbname=\"/var/lib/a b.db\" timeout=9");
}

TEST(ConnectionString, IsTheSameForBothPostgresqlForms) {
  const auto pairs = ready_connection_string(
      "postgresql", "host=db.example port = 5433 dbname='a b' user=u\\ x sslmode=require", {}, "/");
  EXPECT_EQ(
      pairs,
      "postgresql://"
      "?host=db.example&port=5433&dbname=a%20b&user=u%20x&sslmode=require&application_name=sample-host"
      "&client_encoding=UTF8&connect_timeout=5&keepalives_idle=30&keepalives_interval=10&keepalives_count=3"
      "&tcp_user_timeout=30000");
  const auto uri = ready_connection_string(
      "postgresql", "postgres://u%20x@db.example:5433/a%20b?sslmode=require&connect_timeout=9", {}, "/");
  EXPECT_THAT(
      uri, HasSubstr("user=u%20x&host=db.example&port=5433&dbname=a%20b&sslmode=require&connect_timeout=9&"));
  EXPECT_THAT(uri, Not(HasSubstr("connect_timeout=5")));
}

TEST(ConnectionString, AcceptsSeveralHostsAndAnIpv6Address) {
  EXPECT_THAT(ready_connection_string("postgresql", "postgresql://one:1,[::1]:2,three/db", {}, "/"),
              HasSubstr("?host=one%2C%3A%3A1%2Cthree&port=1%2C2%2C&dbname=db&"));
  EXPECT_THAT(ready_connection_string("postgresql", "postgresql:///db?host=/run/postgresql", {}, "/"),
              HasSubstr("?dbname=db&host=%2Frun%2Fpostgresql&"));
}

TEST(ConnectionString, AcceptsAPasswordOfAnyCharacters) {
  EXPECT_THAT(ready_connection_string("postgresql", "host=h", host_sdk::SecretText(kPassword), "/"),
              HasSubstr("&password=g3h%27%22%5C%20%3D%3A%40%2F%3F%23%25x%26%5B%5D&"));
  EXPECT_THAT(ready_connection_string("mysql", "host=h", host_sdk::SecretText(kPassword), "/"),
              HasSubstr("host='h' password='g3h\\'\"\\\\ =:@/?#%x&[]' charset='utf8mb4'"));
}

TEST(ConnectionString, NeverRepeatsWhatMayBeAPassword) {
  for (const std::string backend : {"postgresql", "mysql"}) {
    for (const std::string text : {"password='g3heim", "g3heim", "host=h g3heim", "=g3heim"})
      EXPECT_THAT(refusal_of(backend, text),
                  ::testing::AllOf(Not(HasSubstr("g3heim")), Not(HasSubstr("nothing"))));
  }
  EXPECT_THAT(refusal_of("postgresql", "postgresql://u:g3heim%zz@h/d"),
              ::testing::AllOf(Not(HasSubstr("g3heim")), HasSubstr("%25")));
  EXPECT_THAT(refusal_of("mysql", "host=h g3heim=1"),
              ::testing::AllOf(Not(HasSubstr("g3heim")), HasSubstr("key other than")));
}

TEST(ConnectionString, RefusesTwoPasswordsAndAPasswordForAFile) {
  EXPECT_THAT(refusal_of("postgresql", "host=h password=a", "b"), HasSubstr("keep one of them"));
  EXPECT_THAT(refusal_of("mysql", "host=h pass=a", "b"), HasSubstr("keep one of them"));
  EXPECT_THAT(refusal_of("sqlite3", "dbname=host.db", "b"), HasSubstr("no password"));
}

TEST(ConnectionString, RefusesAFileThatIsNotRegular) {
  EXPECT_THAT(refusal_of("sqlite3", "dbname=/dev/null"), HasSubstr("/dev/null, which is not a regular file"));
  EXPECT_THAT(refusal_of("sqlite3", "dbname=/tmp"), HasSubstr("not a regular file"));
}

TEST(ConnectionString, RefusesOptionsThatLoseTextOrHalfATransaction) {
  EXPECT_THAT(refusal_of("mysql", "host=h charset=latin1"), HasSubstr("utf8mb4"));
  EXPECT_THAT(refusal_of("mysql", "host=h reconnect=1"), HasSubstr("reconnect"));
}

}  // namespace
}  // namespace sample_host
