// OAuth 2.0 with Google: builds requests and decodes responses. Pure functions.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/sign_in/grant.hpp"
#include "secret_text.hpp"
#include "settings/google_settings.hpp"

namespace gup::google {

/// The URL of the consent screen: authorization code, PKCE S256 and offline access. Without `prompt=consent`,
/// Google would send no refresh token when an account connects again.
[[nodiscard]] std::string authorization_url(const GoogleClientSettings& settings,
                                            const AuthorizationRequest& request);

/// The forms of the token and revocation endpoints.
[[nodiscard]] SecretText exchange_form(const GoogleClientSettings& settings, const CodeExchange& exchange);
[[nodiscard]] SecretText refresh_form(const GoogleClientSettings& settings, const SecretText& refresh_token);
[[nodiscard]] SecretText revocation_form(const SecretText& token);

/// A successful response of the token endpoint.
struct TokenAnswer {
  SecretText access_token;
  std::chrono::seconds expires_in{3600};
  /// Absent if equal to the requested scopes (RFC 6749, section 5.1).
  std::optional<std::vector<std::string>> scopes;
  /// Usually absent after a refresh; if present, it replaces the one in use.
  std::optional<SecretText> refresh_token;
  std::optional<std::string> id_token;
};

/// Throws `DamagedAnswer` for anything but JSON, and `Failure` if there is no access token.
[[nodiscard]] TokenAnswer decode_token_answer(std::string_view body);

}  // namespace gup::google
