// A company's access to Google, which lives in three places: the connection in the database, the credentials
// in the host's secret store, and the grant at Google.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/access/unused_access.hpp"

namespace gup {

/// Saves a connection that was tried, with its credentials, in place of `before` (as it was loaded before
/// trying), also if only the state of `before` changed meanwhile. False if the company's connection was
/// changed otherwise. If nothing is saved, also after an exception, revokes the new grant and erases the new
/// credentials; after a save, the former ones. Revoking takes up to 4 seconds.
///
/// The credentials have a name of their own, and the connection names those that it uses, so one write
/// changes both. A process that is killed leaves either the former connection or the new one, each with its
/// own credentials, and those that neither uses to `remove_leftover_access`. Errors: throws `Failure`. [any]
[[nodiscard]] bool save_access(const AccessServices& services, const std::optional<Connection>& before,
                               const Connection& connection, const google::Credentials& credentials);

/// Erases the company's credentials that no connection uses, and revokes their grants if the account is
/// known: a process that was killed while it connected the company leaves them, and so does a revocation that
/// did not reach Google. If Google cannot be reached, keeps them for the next call. Errors: throws `Failure`.
/// [task]
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

/// Revokes the access of a connection that is being unlinked, and erases its credentials and unused ones.
/// Errors: throws `Failure`. [task]
AccessRemoval remove_access(const AccessServices& services, const Connection& connection,
                            host_sdk::TaskMonitor& monitor);

}  // namespace gup
