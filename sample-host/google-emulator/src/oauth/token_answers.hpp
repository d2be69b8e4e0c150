#pragma once

#include "emulator.hpp"

/// The token and revocation endpoints.
namespace emulator {

/// Throw TokenError.
Answer answer_token(Emulator& emulator, const Request& request);
Answer answer_revocation(Emulator& emulator, const Request& request);

/// The keys that verify the id tokens.
Answer answer_certificates(const Emulator& emulator);

}  // namespace emulator
