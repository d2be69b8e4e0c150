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

Connection not_connected(const std::string& company_id) {
  Connection connection;
  connection.company_id = company_id;
  return connection;
}

/// Whether a save was committed although its answer was lost. If the database does not answer, assumes not.
bool is_saved(ConnectionStore& store, const Connection& connection, std::int64_t claimed_revision) noexcept
    try {
  const auto stored = store.load_connection(connection.company_id);
  return stored && stored->revision > claimed_revision && stored->account_id == connection.account_id &&
         stored->service_account_id == connection.service_account_id;
} catch (const std::exception&) {
  return false;
}

}  // namespace

bool save_access(const AccessServices& services, const std::optional<Connection>& before,
                 const Connection& connection, const google::Credentials& credentials) {
  const std::string& company_id = connection.company_id;
  // Only one of several callers passes the first save, so that only one stores its credentials.
  const auto claimed = services.store.save_connection(before.value_or(not_connected(company_id)),
                                                      before ? before->revision : 0);
  if (!claimed) return false;
  const auto former = former_credentials(services.host, company_id, credentials);
  const auto former_token = find_secret(services.host.secrets(), company_id, kRefreshTokenSecret).text;
  keep_credentials(services.host, company_id, credentials);
  try {
    if (!services.store.save_connection(connection, *claimed)) {
      restore_credentials(services.host, company_id, credentials, former);
      return false;
    }
  } catch (...) {
    if (!is_saved(services.store, connection, *claimed))
      restore_credentials(services.host, company_id, credentials, former);
    throw;
  }
  // Nothing else would remember this token, so no later unlink could revoke it.
  if (before && before->kind == ConnectionKind::sign_in && former_token)
    revoke_unused_grant(services, company_id, before->account_id, *former_token);
  forget_other_credentials(services.host, company_id, credentials);
  return true;
}

void revoke_unused_grant(const AccessServices& services, const std::string& company_id,
                         const std::string& account_id, const SecretText& refresh_token) {
  auto& logger = services.host.logger();
  try {
    if (grant_is_needed(services.store, account_id, {})) {
      logger.info(company_id, host_sdk::LogLine("unused_grant_kept").with("reason", "account_is_connected"));
      return;
    }
    host_sdk::DeadlineMonitor monitor(services.host.clock(), kRevokeTimeout);
    if (services.google.revoke(refresh_token, monitor) == Revocation::unreachable)
      logger.warning(company_id, host_sdk::LogLine("unused_grant_not_revoked").with("reason", "unreachable"));
    else
      logger.info(company_id, host_sdk::LogLine("unused_grant_revoked"));
  } catch (const std::exception& error) {
    logger.warning(company_id, host_sdk::LogLine("unused_grant_not_revoked").with("reason", log_text(error)));
  }
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
