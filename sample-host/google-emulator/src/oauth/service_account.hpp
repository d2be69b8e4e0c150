#pragma once

#include <string>

#include "oauth/token_store.hpp"

namespace emulator {

class Emulator;

/// A valid signed token request of a service account.
struct Assertion {
  std::string client_email;
  std::string subject;  ///< the impersonated user's id, or the client_email
  Scopes scopes;
  bool acts_alone = false;  ///< no `sub`: uses the service account's own admin role
};

/// Checks a JWT (contract 6.7). `host` is the Host header: an audience derived from the configured endpoint
/// is accepted, too. Throws TokenError as contract 6.8 lists.
Assertion check_assertion(const Emulator& emulator, const std::string& jwt, const std::string& host);

}  // namespace emulator
