#include "sync/access/unused_access.hpp"

#include <algorithm>
#include <exception>

#include "failure.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "sync/access/credentials.hpp"

namespace gup {
namespace {

using google::Revocation;

constexpr std::chrono::seconds kRevokeTimeout{4};
/// Much longer than any process takes from the name to the connection that uses it.
constexpr std::chrono::hours kReserved{1};

}  // namespace

bool grant_is_needed(ConnectionStore& store, const std::string& account_id,
                     const std::string& but_company_id) {
  const auto companies = store.companies_of_account(account_id, but_company_id);
  return std::ranges::any_of(companies, [&store](const std::string& company_id) {
    const auto connection = store.load_connection(company_id);
    return connection && connection->state != ConnectionState::unlinking &&
           connection->kind == ConnectionKind::sign_in;
  });
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

std::string store_unused(const AccessServices& services, const Connection& connection,
                         const google::Credentials& credentials) {
  const bool is_token = std::holds_alternative<google::RefreshToken>(credentials);
  // The name first: the host's store has no list of names.
  std::string name = services.store.reserve_secret(
      connection.company_id, is_token ? connection.account_id : "", services.host.clock().now() + kReserved);
  put_credentials(services.host, connection.company_id, name, credentials);
  return name;
}

void erase_unused_access(const AccessServices& services, const std::string& company_id) noexcept try {
  auto& secrets = services.host.secrets();
  for (const auto& [name, account_id] : services.store.unused_secrets(company_id)) {
    const FoundSecret found = find_secret(secrets, company_id, name);
    if (found.text && !account_id.empty() &&
        !revoke_unused_grant(services, company_id, account_id, *found.text))
      return;
    throw_unless_done(secrets.erase(company_id, name));
    services.store.forget_secret(company_id, name, services.host.clock().now());
    if (found.text || found.unreadable)
      services.host.logger().info(company_id,
                                  host_sdk::LogLine("unused_credentials_erased").with("name", name));
  }
} catch (const std::exception& error) {
  services.host.logger().warning(
      company_id, host_sdk::LogLine("unused_credentials_not_erased").with("reason", log_text(error)));
}

}  // namespace gup
