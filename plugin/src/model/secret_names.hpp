// Names of a company's credentials in the host's secret store.
#pragma once

namespace gup {

/// Every saved refresh token or key gets a name of its own: this and a number. The connection names the one
/// that it uses.
inline constexpr const char* kAccessSecretPrefix = "google-access-";

/// The names that former versions used for every token and key. Connections that they saved use them until
/// the next connect.
inline constexpr const char* kRefreshTokenSecret = "refresh-token";
inline constexpr const char* kServiceAccountSecret = "service-account-key";

}  // namespace gup
