// What an error of the token endpoint means for a person's connection. Pure functions. Those of service
// accounts are in delegation.hpp.
#pragma once

#include <cstdint>

#include "google/transport/retry_policy.hpp"
#include "google/wire/error_body.hpp"

namespace gup::google {

/// The kind of token request.
enum class TokenStep : std::uint8_t { exchange, refresh };

/// Google's description decides between the causes of `invalid_grant`, but is never part of the sentence.
[[nodiscard]] RetryDecision classify(TokenStep step, const TokenError& error);

}  // namespace gup::google
