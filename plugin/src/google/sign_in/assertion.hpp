// How a service account asks for an access token: a signed assertion (RFC 7523) instead of a refresh token.
#pragma once

#include <string>

#include "google/sign_in/credentials.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::google {

/// The signed JWT: the service account asks to act as the administrator with the three read scopes, for an
/// hour from `now`. `audience` is the address of the token endpoint that is going to be asked, never one that
/// a key file names. Throws `Failure` (`access_lost`) when the key cannot be used. [any]
[[nodiscard]] SecretText make_assertion(const DelegatedAccess& access, const std::string& audience,
                                        host_sdk::Timestamp now);

/// The form of the token endpoint. It is worth an access token while the assertion lives.
[[nodiscard]] SecretText assertion_form(const SecretText& assertion);

}  // namespace gup::google
