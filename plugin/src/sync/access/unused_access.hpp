// Credentials for Google that no connection uses: their grants are revoked, and they are erased.
#pragma once

#include <string>

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "google/sign_in/credentials.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// Borrowed for the length of a call.
struct AccessServices {
  host_sdk::HostServices& host;
  ConnectionStore& store;
  google::GoogleService& google;
};

/// Whether a company other than `but_company_id` needs the grant of that Google account. A company that is
/// being unlinked does not count: if two are unlinked at once, the later one revokes the grant. [any]
[[nodiscard]] bool grant_is_needed(ConnectionStore& store, const std::string& account_id,
                                   const std::string& but_company_id);

/// Revokes the grant of a sign-in that did not become a connection or was replaced by another one, unless a
/// connection uses the same account: Google revokes all grants of an account together. Takes at most 4
/// seconds. Errors are logged, because the caller already has something to report; false after one. [any]
bool revoke_unused_grant(const AccessServices& services, const std::string& company_id,
                         const std::string& account_id, const SecretText& refresh_token);

/// Stores credentials of `connection` durably under a new name, and returns the name. A connection uses them
/// after `ConnectionStore::connect` or `replace_secret`; until then a killed process leaves them for
/// `erase_unused_access`. Errors: throws `Failure`. [any]
[[nodiscard]] std::string store_unused(const AccessServices& services, const Connection& connection,
                                       const google::Credentials& credentials);

/// Erases the company's credentials that no connection uses and no connect can put to use, and revokes
/// their grants. If Google cannot be reached, keeps the rest for the next call, at most 4 seconds later.
/// Errors are logged: the daily clean-up repeats it. [any]
void erase_unused_access(const AccessServices& services, const std::string& company_id) noexcept;

}  // namespace gup
