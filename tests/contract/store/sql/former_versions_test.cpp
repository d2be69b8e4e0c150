// Data of former versions of the plugin.
#include "database/sql.hpp"
#include "database/sql_store.hpp"
#include "database/tables/schema.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Session;

class FormerVersions : public ::testing::TestWithParam<std::string> {
 protected:
  /// The tables of version 1, with a company that an administrator connected.
  void make_version_1() {
    Session session(database::backend_named(database_->backend()), database_->connection_string());
    session.run("CREATE TABLE gup_schema (version BIGINT NOT NULL)" + session.dialect().table_options());
    session.run("INSERT INTO gup_schema (version) VALUES (0)");
    const auto versions = database::schema_versions(session.dialect());
    for (const auto& sql : versions.front()) session.run(sql);
    session.run("UPDATE gup_schema SET version = 1");
    session.run(
        "INSERT INTO gup_connections (company_id, state, customer_id, account_id, admin_email, domain, "
        "scopes, connected_by, connected_at, problem, problem_text) VALUES ('acme', 1, 'C01', '110', "
        "'dana@acme.com', 'acme.com', '[\"openid\"]', 'Dana Reyes', 5, 0, '')");
  }

  const std::unique_ptr<TestDatabase> database_ = TestDatabase::make(GetParam());
};
INSTANTIATE_TEST_SUITE_P(Databases, FormerVersions, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

TEST_P(FormerVersions, LoadConnectionsWithoutAKindAsSignIns) {
  make_version_1();
  const auto store = open_store(*database_, 2);
  store->migrate();
  auto connection = store->load_connection("acme");
  ASSERT_TRUE(connection);
  EXPECT_EQ(connection->kind, ConnectionKind::sign_in);
  EXPECT_EQ(connection->admin_email, "dana@acme.com");
  EXPECT_EQ(connection->scopes, std::vector<std::string>{"openid"});
  EXPECT_EQ(connection->service_account, "");
  connection->kind = ConnectionKind::service_account;
  put_connection(*store, *connection);
  EXPECT_EQ(store->load_connection("acme")->kind, ConnectionKind::service_account);
}

}  // namespace
}  // namespace gup::testing
