#pragma once

#include <string>

#include "token_store.hpp"

namespace emulator {

class Emulator;

/// A service account's signed request for a token, once it has been found good.
struct Assertion {
  std::string client_email;
  std::string subject;  ///< the impersonated user's id, or the client_email
  Scopes scopes;
  bool acts_alone = false;  ///< no `sub`: works by an admin role of its own
};

/// Checks a JWT (contract 6.7). `host` is the one the request came to: a client that derives the audience
/// from its configured endpoint is right too. Throws TokenError as contract 6.8 lists.
Assertion check_assertion(const Emulator& emulator, const std::string& jwt, const std::string& host);

}  // namespace emulator
