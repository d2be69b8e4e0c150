// Data of former versions of the plugin.
#include "database/sql.hpp"
#include "database/sql_store.hpp"
#include "database/tables/schema.hpp"
#include "host_tables.hpp"
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

  /// The tables of version 12 or later, with a company that has synced.
  void make_synced_version(std::size_t latest) {
    make_version_1();
    Session session(database::backend_named(database_->backend()), database_->connection_string());
    const auto versions = database::schema_versions(session.dialect());
    for (std::size_t version = 1; version < latest; ++version)
      for (const auto& sql : versions[version]) session.run(sql);
    session.run("UPDATE gup_schema SET version = " + std::to_string(latest));
    session.run(
        "INSERT INTO gup_settings (company_id, source, scope, unit_ids, group_ids, include_sub_units, "
        "include_nested_groups, method, target_group, on_leaving, existing_users, limit_percent, "
        "limit_at_least, revision, saved_by, saved_at) VALUES ('acme', 'groups', 'all', '[]', '[]', 1, 1, "
        "'target_users', '', 'delete', 'adopt', 5, 20, 3, 'Dana Reyes', 7)");
    session.run(
        "INSERT INTO gup_links (company_id, external_id, user_id, origin, state, status_at_adoption, "
        "content_hash, row_updated_at) VALUES ('acme', '101', 1, 0, 0, '', 42, 8)");
    session.run("UPDATE gup_counters SET next_value = 2 WHERE name = 'run'");
    std::string counts;
    std::string zeros;
    for (const char* count : {"added", "updated", "reactivated", "removed", "held", "frozen", "unchanged",
                              "skipped", "failed", "groups_added", "groups_updated", "groups_removed",
                              "requests", "retries", "managed_before", "managed_after", "people_left"}) {
      counts += std::string(count) + ", ";
      zeros += "0, ";
    }
    session.run(
        "INSERT INTO gup_runs (id, company_id, kind, state, started_through, started_by, started_at, " +
        counts +
        "remarks, result_code, result_sentence, progress, settings) VALUES (1, 'acme', 0, 1, 0, "
        "'Schedule', 9, " +
        zeros +
        "'[]', 0, 'Nothing changed.', '{\"step\":1,\"steps\":3,\"activity\":\"\",\"done\":0,"
        "\"total\":null,\"unit\":\"\",\"counts\":[]}', '{\"source\":\"groups\",\"scope\":\"all\","
        "\"selected\":[],\"include_sub_units\":true,\"include_nested_groups\":true,\"method\":"
        "\"target_users\",\"target_group\":\"\",\"target_group_name\":\"\",\"on_leaving\":\"delete\","
        "\"existing_users\":\"adopt\",\"suspended_users\":\"leave_out\",\"removal_limit_percent\":5,"
        "\"removal_limit_at_least\":20,\"removal_limit_seconds\":604800}')");
  }

  /// The tables of version 19 with the company as it was connected in version 1.
  void make_version_19(ConnectionKind kind) {
    make_version_1();
    Session session(database::backend_named(database_->backend()), database_->connection_string());
    const auto versions = database::schema_versions(session.dialect());
    for (std::size_t version = 1; version < 19; ++version)
      for (const auto& sql : versions[version]) session.run(sql);
    session.run("UPDATE gup_schema SET version = 19");
    session.run("UPDATE gup_connections SET kind = " + std::to_string(static_cast<int>(kind)));
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

TEST_P(FormerVersions, UseTheSecretUnderItsFixedNameUntilTheNextConnect) {
  make_version_19(ConnectionKind::sign_in);
  const auto store = open_store(*database_, 2);
  store->migrate();
  const auto former = *store->load_connection("acme");
  EXPECT_EQ(former.state, ConnectionState::connected);
  EXPECT_EQ(former.secret_name, "refresh-token");
  EXPECT_TRUE(store->unused_secrets("acme").empty());
  auto lost = former;
  lost.state = ConnectionState::reconnect_needed;
  put_connection(*store, lost);
  EXPECT_EQ(store->load_connection("acme")->secret_name, "refresh-token");
  const std::string replaced = store->reserve_secret("acme", "110", at(100));
  EXPECT_TRUE(store->replace_secret("acme", "refresh-token", replaced));
  const std::string name = store->reserve_secret("acme", "110", at(100));
  ASSERT_TRUE(store->connect(former, store->load_connection("acme")->revision, name));
  EXPECT_EQ(store->load_connection("acme")->secret_name, name);
  EXPECT_EQ(store->unused_secrets("acme"),
            (std::vector<UnusedSecret>{{replaced, "110"}, {"refresh-token", "110"}}));
}

TEST_P(FormerVersions, UseTheKeyUnderItsFixedNameUntilTheNextConnect) {
  make_version_19(ConnectionKind::service_account);
  const auto store = open_store(*database_, 2);
  store->migrate();
  const auto former = *store->load_connection("acme");
  EXPECT_EQ(former.secret_name, "service-account-key");
  const std::string name = store->reserve_secret("acme", "", at(100));
  ASSERT_TRUE(store->connect(former, former.revision, name));
  EXPECT_EQ(store->load_connection("acme")->secret_name, name);
  EXPECT_EQ(store->unused_secrets("acme"), (std::vector<UnusedSecret>{{"service-account-key", ""}}));
}

TEST_P(FormerVersions, ExcludeGuestsFromTheUpgradeOn) {
  make_synced_version(12);
  HostTables(database_->backend(), database_->connection_string()).create();
  const auto store = open_store(*database_, 2);
  store->migrate();
  EXPECT_EQ(store->exclusions("acme"), std::vector<Exclusion>{default_exclusion()});
  EXPECT_EQ(store->load_settings("acme")->revision, 3);
  const auto run = store->load_run(1);
  ASSERT_TRUE(run && run->settings_used);
  EXPECT_EQ(run->settings_used->settings.source, SyncSource::groups);
  EXPECT_TRUE(run->settings_used->exclusions.empty());
  plan::PersonIds ids;
  const auto state = store->load_state("acme", {}, ids, {});
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_TRUE(state.excluded_members.empty());
  Exclusion rule;
  rule.kind = ExclusionKind::domain;
  rule.value = "acme.de";
  rule.added_by = "Dana Reyes";
  EXPECT_EQ(store->add_exclusions("acme", {rule}).added, 1u);
  EXPECT_EQ(store->load_settings("acme")->revision, 4);
}

TEST_P(FormerVersions, KeepOneStepOnLeavingAndDeleteNoOneWhoLeftBefore) {
  make_synced_version(13);
  {
    Session session(database::backend_named(database_->backend()), database_->connection_string());
    session.run("UPDATE gup_settings SET on_leaving = 'deactivate'");
    session.run("UPDATE gup_links SET state = 1, missing_since = 5");
  }
  HostTables(database_->backend(), database_->connection_string()).create();
  const auto store = open_store(*database_, 2);
  store->migrate();
  const auto saved = store->load_settings("acme");
  EXPECT_EQ(saved->settings.on_leaving, OnLeaving::deactivate);
  EXPECT_EQ(saved->revision, 3);
  EXPECT_EQ(store->load_run(1)->settings_used->settings.on_leaving, OnLeaving::delete_);
  plan::PersonIds ids;
  const auto state = store->load_state("acme", {}, ids, {});
  const auto* link = state.links.find(ids.find("101").value());
  ASSERT_NE(link, nullptr);
  EXPECT_EQ(link->state, plan::LinkState::inactive);
  EXPECT_EQ(link->cause, LeavingCause::unknown);
  EXPECT_EQ(link->delete_after_days, 0);
  SavedSettings changed = *saved;
  changed.settings.on_leaving.deselected = OnLeaving::deactivate_then_delete;
  EXPECT_EQ(store->save_settings("acme", changed, 3), 4);
  EXPECT_EQ(store->load_settings("acme")->settings, changed.settings);
}

}  // namespace
}  // namespace gup::testing
