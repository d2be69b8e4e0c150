// OAuth 2.0 with Google as pure functions: what is sent, and what the answers say.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/google_service.hpp"
#include "google/open_google.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::google {

/// The address of the consent screen: authorization code, PKCE S256, offline access, and `prompt=consent`,
/// without which Google gives no refresh token to somebody who connects again.
[[nodiscard]] std::string authorization_url(const GoogleClientSettings& settings,
                                            const AuthorizationRequest& request);

/// The forms of the token and the revocation endpoint. They hold secrets.
[[nodiscard]] SecretText exchange_form(const GoogleClientSettings& settings, const CodeExchange& exchange);
[[nodiscard]] SecretText refresh_form(const GoogleClientSettings& settings, const SecretText& refresh_token);
[[nodiscard]] SecretText revocation_form(const SecretText& token);

/// A successful answer of the token endpoint.
struct TokenAnswer {
  SecretText access_token;
  std::chrono::seconds expires_in{3600};
  /// Absent: as requested (RFC 6749, section 5.1).
  std::optional<std::vector<std::string>> scopes;
  /// Absent in most answers to a refresh; when present it replaces the one in use.
  std::optional<SecretText> refresh_token;
  std::optional<std::string> id_token;
};

/// Throws `DamagedAnswer` for what is not JSON, `Failure` without an access token.
[[nodiscard]] TokenAnswer decode_token_answer(std::string_view body);

/// Who signed in.
struct Identity {
  std::string account_id;
  std::string email;
  std::optional<std::string> hosted_domain;
};

/// Reads the claims of an id token and checks issuer, audience and expiry. The signature is not checked: the
/// token comes straight from the token endpoint over TLS, which OpenID Connect Core 1.0, section 3.1.3.7,
/// point 6 accepts in its place. Throws `Failure` (`administrator`) for anything else than a token for us.
[[nodiscard]] Identity read_id_token(const GoogleClientSettings& settings, std::string_view id_token,
                                     host_sdk::Timestamp now);

}  // namespace gup::google
