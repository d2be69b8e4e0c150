#include "store_contract.hpp"

namespace gup::testing {
namespace {

Connection acme_connection() {
  Connection connection;
  connection.company_id = kAcme;
  connection.state = ConnectionState::connected;
  connection.customer_id = "C01";
  connection.account_id = "110";
  connection.admin_email = "dana@acme.com";
  connection.domain = "acme.com";
  connection.scopes = {"openid", "https://www.googleapis.com/auth/admin.directory.user.readonly"};
  connection.connected_by = "Dana Reyes";
  connection.connected_at = at(5);
  return connection;
}

TEST_P(StoreContract, HasNoConnectionAtFirst) {
  EXPECT_FALSE(store().load_connection(kAcme));
}

TEST_P(StoreContract, KeepsAConnection) {
  put_connection(store(), acme_connection());
  const auto loaded = store().load_connection(kAcme);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->company_id, kAcme);
  EXPECT_EQ(loaded->state, ConnectionState::connected);
  EXPECT_EQ(loaded->customer_id, "C01");
  EXPECT_EQ(loaded->account_id, "110");
  EXPECT_EQ(loaded->admin_email, "dana@acme.com");
  EXPECT_EQ(loaded->domain, "acme.com");
  EXPECT_EQ(loaded->scopes, acme_connection().scopes);
  EXPECT_EQ(loaded->connected_by, "Dana Reyes");
  EXPECT_EQ(loaded->connected_at, at(5));
  EXPECT_EQ(loaded->problem, ConnectionProblem::none);
  EXPECT_FALSE(loaded->problem_since);
}

TEST_P(StoreContract, SavesAConnectionOverTheFormerOne) {
  put_connection(store(), acme_connection());
  auto changed = acme_connection();
  changed.state = ConnectionState::reconnect_needed;
  changed.problem = ConnectionProblem::access_revoked;
  changed.problem_text = "The access was revoked.";
  changed.problem_since = at(9);
  put_connection(store(), changed);
  const auto loaded = store().load_connection(kAcme);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->state, ConnectionState::reconnect_needed);
  EXPECT_EQ(loaded->problem, ConnectionProblem::access_revoked);
  EXPECT_EQ(loaded->problem_text, "The access was revoked.");
  EXPECT_EQ(loaded->problem_since, at(9));
}

TEST_P(StoreContract, StoresTheServiceAccountOfAConnection) {
  auto connection = acme_connection();
  connection.kind = ConnectionKind::service_account;
  connection.service_account = "sync@project.iam.gserviceaccount.com";
  connection.service_account_id = "108765432109876543210";
  put_connection(store(), connection);
  auto loaded = store().load_connection(kAcme);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->kind, ConnectionKind::service_account);
  EXPECT_EQ(loaded->service_account, "sync@project.iam.gserviceaccount.com");
  EXPECT_EQ(loaded->service_account_id, "108765432109876543210");
  put_connection(store(), acme_connection());
  loaded = store().load_connection(kAcme);
  EXPECT_EQ(loaded->kind, ConnectionKind::sign_in);
  EXPECT_EQ(loaded->service_account, "");
}

TEST_P(StoreContract, SavesAConnectionOverTheRevisionThatWasLoaded) {
  const auto first = store().save_connection(acme_connection(), 0);
  ASSERT_TRUE(first);
  EXPECT_EQ(store().load_connection(kAcme)->revision, first);
  auto changed = acme_connection();
  changed.state = ConnectionState::unlinking;
  const auto second = store().save_connection(changed, *first);
  ASSERT_TRUE(second);
  EXPECT_NE(second, first);
  EXPECT_EQ(store().load_connection(kAcme)->state, ConnectionState::unlinking);
  EXPECT_EQ(store().load_connection(kAcme)->revision, second);
}

TEST_P(StoreContract, RefusesAConnectionOverARevisionThatIsNoLongerCurrent) {
  const auto first = store().save_connection(acme_connection(), 0);
  ASSERT_TRUE(first);
  auto changed = acme_connection();
  changed.admin_email = "noor@acme.com";
  EXPECT_FALSE(store().save_connection(changed, 0));
  EXPECT_FALSE(store().save_connection(changed, *first + 1));
  EXPECT_EQ(store().load_connection(kAcme)->admin_email, "dana@acme.com");
  EXPECT_EQ(store().load_connection(kAcme)->revision, first);
}

TEST_P(StoreContract, RefusesAConnectionOverOneThatWasRemoved) {
  const auto first = store().save_connection(acme_connection(), 0);
  ASSERT_TRUE(first);
  unlink(20);
  EXPECT_FALSE(store().save_connection(acme_connection(), *first));
  EXPECT_FALSE(store().load_connection(kAcme));
}

TEST_P(StoreContract, GivesAConnectionThatReplacesARemovedOneANewRevision) {
  const auto first = store().save_connection(acme_connection(), 0);
  ASSERT_TRUE(first);
  unlink(20);
  const auto second = store().save_connection(acme_connection(), 0);
  ASSERT_TRUE(second);
  EXPECT_NE(second, first);
  EXPECT_FALSE(store().save_connection(acme_connection(), *first));
}

TEST_P(StoreContract, FindsOtherCompaniesOfTheSameGoogleAccount) {
  auto other = acme_connection();
  other.company_id = "globex";
  auto left = acme_connection();
  left.company_id = "initech";
  left.state = ConnectionState::not_connected;
  put_connection(store(), acme_connection());
  put_connection(store(), other);
  put_connection(store(), left);
  EXPECT_EQ(store().companies_of_account("110", kAcme), std::vector<std::string>{"globex"});
  EXPECT_TRUE(store().companies_of_account("999", kAcme).empty());
}

SavedSettings groups_settings() {
  SavedSettings saved;
  saved.settings.source = SyncSource::groups;
  saved.settings.scope = SyncScope::chosen;
  saved.settings.organizational_units = {"id:03ph8a2z1"};
  saved.settings.groups = {"01abc", "02\"quoted\""};
  saved.settings.include_sub_units = false;
  saved.settings.include_nested_groups = false;
  saved.settings.method = SyncMethod::target_group;
  saved.settings.target_group = "new:Everyone";
  saved.settings.on_leaving.left = OnLeaving::deactivate;
  saved.settings.on_leaving.suspended = OnLeaving::delete_;
  saved.settings.on_leaving.deselected = OnLeaving::deactivate_then_delete;
  saved.settings.on_leaving.delete_after_days = 90;
  saved.settings.existing_users = ExistingUsers::skip;
  saved.settings.removal_limit.percent = 7;
  saved.settings.removal_limit.at_least = 8;
  saved.saved_by = "Dana Reyes";
  saved.saved_at = at(3);
  return saved;
}

TEST_P(StoreContract, KeepsSettingsWithARevision) {
  EXPECT_FALSE(store().load_settings(kAcme));
  EXPECT_EQ(store().save_settings(kAcme, groups_settings(), 0), 1);
  const auto loaded = store().load_settings(kAcme);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings, groups_settings().settings);
  EXPECT_EQ(loaded->revision, 1);
  EXPECT_EQ(loaded->saved_by, "Dana Reyes");
  EXPECT_EQ(loaded->saved_at, at(3));
}

TEST_P(StoreContract, SavesSettingsOverTheCurrentRevision) {
  EXPECT_EQ(store().save_settings(kAcme, groups_settings(), 0), 1);
  auto changed = groups_settings();
  changed.settings.method = SyncMethod::matching_groups;
  EXPECT_EQ(store().save_settings(kAcme, changed, 1), 2);
  EXPECT_EQ(store().load_settings(kAcme)->settings.method, SyncMethod::matching_groups);
}

TEST_P(StoreContract, RefusesSettingsOverAnOldRevision) {
  EXPECT_EQ(store().save_settings(kAcme, groups_settings(), 0), 1);
  auto changed = groups_settings();
  changed.settings.method = SyncMethod::matching_groups;
  EXPECT_FALSE(store().save_settings(kAcme, changed, 0));
  EXPECT_FALSE(store().save_settings(kAcme, changed, 7));
  EXPECT_EQ(store().load_settings(kAcme)->settings.method, SyncMethod::target_group);
  EXPECT_EQ(store().load_settings(kAcme)->revision, 1);
}

TEST_P(StoreContract, RefusesSettingsOverARevisionWhenNoneAreStored) {
  EXPECT_FALSE(store().save_settings(kAcme, groups_settings(), 1));
  EXPECT_FALSE(store().load_settings(kAcme));
}

TEST_P(StoreContract, StoresTheIdOfACreatedTargetGroupInTheSettings) {
  ASSERT_EQ(store().save_settings(kAcme, groups_settings(), 0), 1);
  plan::Plan plan;
  plan.groups.writes = {{70, plan::kNewTargetGroup, "Everyone", "Everyone", "everyone", true}};
  plan.groups.made_target_group = 70;
  apply(plan, 10);
  EXPECT_EQ(store().load_settings(kAcme)->settings.target_group, "70");
  EXPECT_EQ(store().load_settings(kAcme)->revision, 1);
}

}  // namespace
}  // namespace gup::testing
