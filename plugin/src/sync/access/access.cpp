#include "sync/access/access.hpp"

#include <algorithm>
#include <exception>

#include "failure.hpp"
#include "host_sdk/time.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using google::Revocation;

/// True if only the state changed: a sync that loses the access and the access check change it.
bool is_same_connection(const std::optional<Connection>& before, const std::optional<Connection>& now) {
  return before && now && now->state != ConnectionState::unlinking && !now->customer_id.empty() &&
         now->kind == before->kind && now->customer_id == before->customer_id &&
         now->account_id == before->account_id && now->service_account_id == before->service_account_id &&
         now->connected_by == before->connected_by && now->connected_at == before->connected_at;
}

bool put_to_use(ConnectionStore& store, const std::optional<Connection>& before, const Connection& connection,
                const std::string& secret_name) {
  if (store.connect(connection, before ? before->revision : 0, secret_name)) return true;
  const auto now = store.load_connection(connection.company_id);
  return is_same_connection(before, now) && store.connect(connection, now->revision, secret_name);
}

/// Ends the reservation of the name, unless the connection uses it: a commit can succeed without an answer.
/// False if the database does not answer: then the reservation ends by time, if it has to.
bool release_unless_used(const AccessServices& services, const std::string& company_id,
                         const std::string& secret_name) noexcept try {
  const auto stored = services.store.load_connection(company_id);
  if (!stored || stored->secret_name != secret_name) services.store.release_secret(company_id, secret_name);
  return true;
} catch (const std::exception& error) {
  services.host.logger().warning(
      company_id, host_sdk::LogLine("unused_credentials_not_erased").with("reason", log_text(error)));
  return false;
}

/// Revokes and erases credentials that were not put to use. `secret_name` is empty if they have none yet.
void give_up(const AccessServices& services, const Connection& connection,
             const google::Credentials& credentials, const std::string& secret_name) noexcept {
  const std::string& company_id = connection.company_id;
  if (!secret_name.empty()) {
    if (release_unless_used(services, company_id, secret_name)) erase_unused_access(services, company_id);
  } else if (const auto* token = std::get_if<google::RefreshToken>(&credentials)) {
    // They may not have reached the store.
    (void)revoke_unused_grant(services, company_id, connection.account_id, token->text);
  }
}

/// The secrets of former versions had fixed names, so they are not listed. Erases those that are not in use.
void erase_former_leftovers(const AccessServices& services, const std::string& company_id) {
  const auto connection = services.store.load_connection(company_id);
  const auto unused = services.store.unused_secrets(company_id);
  const bool is_connected = connection && connection->state != ConnectionState::not_connected;
  for (const std::string name : {kRefreshTokenSecret, kServiceAccountSecret}) {
    const auto is_listed = [&](const UnusedSecret& secret) { return secret.name == name; };
    if ((is_connected && connection->secret_name == name) || std::ranges::any_of(unused, is_listed)) continue;
    const FoundSecret found = find_secret(services.host.secrets(), company_id, name);
    if (!found.text && !found.unreadable) continue;
    const bool knows_account = name == kRefreshTokenSecret && connection && !is_connected;
    const std::string account_id = knows_account ? connection->account_id : "";
    // Tomorrow, Google may be reachable.
    if (found.text && !account_id.empty() &&
        !revoke_unused_grant(services, company_id, account_id, *found.text))
      continue;
    throw_unless_done(services.host.secrets().erase(company_id, name));
    services.host.logger().info(company_id, host_sdk::LogLine("leftover_credentials_erased"));
  }
}

}  // namespace

bool save_access(const AccessServices& services, const std::optional<Connection>& before,
                 const Connection& connection, const google::Credentials& credentials) {
  std::string secret_name;
  bool is_saved = false;
  try {
    secret_name = store_unused(services, connection, credentials);
    is_saved = put_to_use(services.store, before, connection, secret_name);
  } catch (...) {
    give_up(services, connection, credentials, secret_name);
    throw;
  }
  if (is_saved)
    erase_unused_access(services, connection.company_id);
  else
    give_up(services, connection, credentials, secret_name);
  return is_saved;
}

void remove_leftover_access(const AccessServices& services, const std::string& company_id) {
  erase_former_leftovers(services, company_id);
  services.store.release_secrets(company_id, services.host.clock().now());
  erase_unused_access(services, company_id);
}

AccessRemoval remove_access(const AccessServices& services, const Connection& connection,
                            host_sdk::TaskMonitor& monitor) {
  const std::string& company_id = connection.company_id;
  auto& secrets = services.host.secrets();
  AccessRemoval removal = AccessRemoval::none;
  if (connection.kind == ConnectionKind::service_account) {
    // Only an administrator of the Google Workspace can revoke a delegation.
    removal = AccessRemoval::delegation_stays;
  } else {
    const auto [token, unreadable] = find_secret(secrets, company_id, connection.secret_name);
    if (unreadable)
      removal = AccessRemoval::key_lost;
    else if (token && grant_is_needed(services.store, connection.account_id, company_id))
      removal = AccessRemoval::kept_for_others;
    else if (token)
      removal = services.google.revoke(*token, monitor) == Revocation::unreachable
                    ? AccessRemoval::unreachable
                    : AccessRemoval::revoked;
  }
  throw_unless_done(secrets.erase(company_id, connection.secret_name));
  services.store.release_secrets(company_id, host_sdk::Timestamp::max());
  erase_unused_access(services, company_id);
  // Former versions could leave one of these.
  for (const char* name : {kRefreshTokenSecret, kServiceAccountSecret})
    throw_unless_done(secrets.erase(company_id, name));
  return removal;
}

}  // namespace gup
