// What a sign-in sends to Google and gets back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "secret_text.hpp"

namespace gup::google {

/// The parameters of the consent screen that the administrator is sent to.
struct AuthorizationRequest {
  std::string redirect_uri;
  std::string state;
  SecretText code_verifier;
  /// The email of the account to offer first; empty for none.
  std::string login_hint;
  /// Also asks for the schemas of custom attributes.
  bool with_schemas = false;
};

struct CodeExchange {
  SecretText code;
  std::string redirect_uri;
  SecretText code_verifier;
};

/// What the token endpoint granted to a person's sign-in.
struct Grant {
  SecretText refresh_token;
  SecretText access_token;
  std::vector<std::string> scopes;
  /// From the id token: the account's immutable id, email and hosted domain (absent for a personal account).
  std::string account_id;
  std::string account_email;
  std::optional<std::string> hosted_domain;
};

/// The administrator's record in the directory.
struct Administrator {
  std::string id;
  std::string primary_email;
  std::string customer_id;
};

enum class Revocation { revoked, already_gone, unreachable };

}  // namespace gup::google
