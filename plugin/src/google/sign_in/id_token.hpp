// Id tokens (OpenID Connect): who signed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"
#include "settings/google_settings.hpp"

namespace gup::google {

struct Identity {
  std::string account_id;
  std::string email;
  /// Absent for a personal account.
  std::optional<std::string> hosted_domain;
};

/// Decodes the claims of an id token and checks issuer, audience and expiry. Does not check the signature:
/// the token comes directly from the token endpoint over TLS, which OpenID Connect Core 1.0, section 3.1.3.7,
/// point 6 accepts. Errors: throws `Failure` (`administrator_action`) for a token that was not issued to this
/// client. [any]
[[nodiscard]] Identity decode_id_token(const GoogleClientSettings& settings, std::string_view id_token,
                                       host_sdk::Timestamp now);

}  // namespace gup::google
