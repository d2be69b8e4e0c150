#include "sync/access.hpp"

#include <algorithm>
#include <exception>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "sync/names.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {
namespace {

using google::Revocation;

constexpr std::chrono::seconds kRevokeTimeout{4};

/// Whether a company other than `but_company_id` needs the grant of that Google account. A company that is
/// being unlinked does not count: if two are unlinked at once, the later one revokes the grant.
bool grant_is_needed(ConnectionStore& store, const std::string& account_id,
                     const std::string& but_company_id) {
  const auto companies = store.companies_of_account(account_id, but_company_id);
  return std::ranges::any_of(companies, [&store](const std::string& company_id) {
    const auto connection = store.load_connection(company_id);
    return connection && connection->state != ConnectionState::unlinking &&
           connection->kind == ConnectionKind::sign_in;
  });
}

bool is_linked(const std::optional<Connection>& connection) {
  return connection && connection->state != ConnectionState::not_connected &&
         connection->state != ConnectionState::unlinking;
}

/// What the first of the two saves stores: an existing connection again, which gets a new revision.
Connection claim_of(const std::optional<Connection>& before, const Connection& connection) {
  if (before && before->state != ConnectionState::not_connected) return *before;
  Connection claim = before.value_or(Connection{});
  claim.company_id = connection.company_id;
  // If the process is killed before the second save, this names the account of the token that it leaves.
  if (connection.kind == ConnectionKind::sign_in) claim.account_id = connection.account_id;
  return claim;
}

/// Whether a save was committed although its answer was lost. If the database does not answer, assumes not.
bool is_saved(ConnectionStore& store, const Connection& connection, std::int64_t claimed_revision) noexcept
    try {
  const auto stored = store.load_connection(connection.company_id);
  return is_linked(stored) && stored->revision > claimed_revision &&
         stored->account_id == connection.account_id &&
         stored->service_account_id == connection.service_account_id &&
         stored->connected_at == connection.connected_at;
} catch (const std::exception&) {
  return false;
}

/// Whether an unlink has marked or removed the connection. If the database does not answer, assumes not: the
/// unlink needs it, too.
bool is_unlinked(ConnectionStore& store, const std::string& company_id) noexcept try {
  return !is_linked(store.load_connection(company_id));
} catch (const std::exception&) {
  return false;
}

/// The credentials that a new connection replaces.
struct FormerCredentials {
  std::optional<SecretText> same_kind;
  std::optional<SecretText> token;
};

/// Revokes the token of `before`. Nothing else would remember it, so no later unlink could revoke it.
void revoke_former(const AccessServices& services, const std::optional<Connection>& before,
                   const FormerCredentials& former) {
  if (former.token && before && before->kind == ConnectionKind::sign_in && !before->account_id.empty())
    (void)revoke_unused_grant(services, before->company_id, before->account_id, *former.token);
}

/// Puts the former credentials back in place of those of a connection that was not saved.
void take_back(const AccessServices& services, const std::optional<Connection>& before,
               const google::Credentials& credentials, const std::string& company_id,
               const FormerCredentials& former) {
  if (!is_linked(before)) {
    restore_credentials(services.host, company_id, credentials, std::nullopt);
    revoke_former(services, before, former);
    return;
  }
  restore_credentials(services.host, company_id, credentials, former.same_kind);
  // Checked afterwards: an unlink marks the connection first, and then reads and erases the credentials. It
  // may have erased them before they were put back, or have revoked the new token instead of the former one.
  if (!is_unlinked(services.store, company_id)) return;
  if (former.same_kind) erase_restored(services.host, company_id, credentials, *former.same_kind);
  revoke_former(services, before, former);
}

}  // namespace

bool save_access(const AccessServices& services, const std::optional<Connection>& before,
                 const Connection& connection, const google::Credentials& credentials) {
  const std::string& company_id = connection.company_id;
  // Only one of several callers passes the first save, so that only one stores its credentials.
  const auto claimed =
      services.store.save_connection(claim_of(before, connection), before ? before->revision : 0);
  if (!claimed) return false;
  const FormerCredentials former{former_credentials(services.host, company_id, credentials),
                                 find_secret(services.host.secrets(), company_id, kRefreshTokenSecret).text};
  keep_credentials(services.host, company_id, credentials);
  try {
    if (!services.store.save_connection(connection, *claimed)) {
      take_back(services, before, credentials, company_id, former);
      return false;
    }
  } catch (...) {
    if (!is_saved(services.store, connection, *claimed))
      take_back(services, before, credentials, company_id, former);
    throw;
  }
  revoke_former(services, before, former);
  forget_other_credentials(services.host, company_id, credentials);
  return true;
}

bool revoke_unused_grant(const AccessServices& services, const std::string& company_id,
                         const std::string& account_id, const SecretText& refresh_token) {
  auto& logger = services.host.logger();
  try {
    if (grant_is_needed(services.store, account_id, {})) {
      logger.info(company_id, host_sdk::LogLine("unused_grant_kept").with("reason", "account_is_connected"));
      return true;
    }
    host_sdk::DeadlineMonitor monitor(services.host.clock(), kRevokeTimeout);
    if (services.google.revoke(refresh_token, monitor) != Revocation::unreachable) {
      logger.info(company_id, host_sdk::LogLine("unused_grant_revoked"));
      return true;
    }
    logger.warning(company_id, host_sdk::LogLine("unused_grant_not_revoked").with("reason", "unreachable"));
  } catch (const std::exception& error) {
    logger.warning(company_id, host_sdk::LogLine("unused_grant_not_revoked").with("reason", log_text(error)));
  }
  return false;
}

void remove_leftover_access(const AccessServices& services, const std::string& company_id) {
  const auto connection = services.store.load_connection(company_id);
  if (connection && connection->state != ConnectionState::not_connected) return;
  auto& secrets = services.host.secrets();
  const FoundSecret token = find_secret(secrets, company_id, kRefreshTokenSecret);
  const FoundSecret key = find_secret(secrets, company_id, kServiceAccountSecret);
  if (!token.text && !token.unreadable && !key.text && !key.unreadable) return;
  // A connect that is under way then fails at its second save and takes back its own credentials.
  Connection unclaimed = connection.value_or(Connection{});
  unclaimed.company_id = company_id;
  const auto claimed = services.store.save_connection(unclaimed, unclaimed.revision);
  if (!claimed) return;
  // Tomorrow, Google may be reachable.
  if (token.text && !unclaimed.account_id.empty() &&
      !revoke_unused_grant(services, company_id, unclaimed.account_id, *token.text))
    return;
  // A connect that began meanwhile replaces the credentials itself.
  if (!services.store.save_connection(unclaimed, *claimed)) return;
  forget_credentials(services.host, company_id);
  services.host.logger().info(company_id, host_sdk::LogLine("leftover_credentials_erased"));
}

AccessRemoval remove_access(const AccessServices& services, const Connection& connection,
                            host_sdk::TaskMonitor& monitor) {
  const std::string& company_id = connection.company_id;
  AccessRemoval removal = AccessRemoval::none;
  if (connection.kind == ConnectionKind::service_account) {
    // Only an administrator of the Google Workspace can revoke a delegation.
    removal = AccessRemoval::delegation_stays;
  } else {
    const auto [token, unreadable] = find_secret(services.host.secrets(), company_id, kRefreshTokenSecret);
    if (unreadable)
      removal = AccessRemoval::key_lost;
    else if (token && grant_is_needed(services.store, connection.account_id, company_id))
      removal = AccessRemoval::kept_for_others;
    else if (token)
      removal = services.google.revoke(*token, monitor) == Revocation::unreachable
                    ? AccessRemoval::unreachable
                    : AccessRemoval::revoked;
  }
  forget_credentials(services.host, company_id);
  return removal;
}

}  // namespace gup
