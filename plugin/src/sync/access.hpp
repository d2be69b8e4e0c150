// A company's access to Google, which lives in three places: the connection in the database, the credentials
// in the host's secret store, and the grant at Google.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// Borrowed for the length of a call.
struct AccessServices {
  host_sdk::HostServices& host;
  ConnectionStore& store;
  google::GoogleService& google;
};

/// Saves a connection that was tried, with its credentials, in place of `before` (as it was loaded before
/// trying). False if the company's connection was changed meanwhile: then neither is stored, and the caller
/// calls `revoke_unused_grant`, also after an exception. A connection is never stored without its
/// credentials. A killed process may leave credentials without a connection, until the next connect or
/// `remove_leftover_access`. Revokes the grant of the sign-in that it replaces, also if an unlink comes
/// first, which may have revoked the new grant instead. Revoking takes up to 4 seconds. Errors: throws
/// `Failure`. [page]
[[nodiscard]] bool save_access(const AccessServices& services, const std::optional<Connection>& before,
                               const Connection& connection, const google::Credentials& credentials);

/// Revokes the grant of a sign-in that did not become a connection or was replaced by another one, unless a
/// connection uses the same account: Google revokes all grants of an account together. Takes at most 4
/// seconds. Errors are logged, because the caller already has something to report; false after one. [any]
bool revoke_unused_grant(const AccessServices& services, const std::string& company_id,
                         const std::string& account_id, const SecretText& refresh_token);

/// Erases the credentials of a company without a connection, and revokes the grant if its account is known: a
/// process that was killed while it connected the company leaves them. If Google cannot be reached, keeps
/// them for the next call. Errors: throws `Failure`. [task]
void remove_leftover_access(const AccessServices& services, const std::string& company_id);

/// What happened to the grant at Google.
enum class AccessRemoval : std::uint8_t {
  revoked,
  kept_for_others,
  unreachable,
  delegation_stays,
  /// The host's key does not decrypt the refresh token.
  key_lost,
  none
};

/// Revokes the access of a connection that is being unlinked, and erases its credentials. Errors: throws
/// `Failure`. [task]
AccessRemoval remove_access(const AccessServices& services, const Connection& connection,
                            host_sdk::TaskMonitor& monitor);

}  // namespace gup
