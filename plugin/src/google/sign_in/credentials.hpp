// With what a company's directory is read: what OAuth gave to a person, or a service account's key.
#pragma once

#include <string>
#include <variant>

#include "secret_text.hpp"

namespace gup::google {

struct RefreshToken {
  SecretText text;
};

/// What is needed of the key file that Google gives for a service account. Comes from `read_key_file`.
struct ServiceAccountKey {
  /// "sync@project.iam.gserviceaccount.com"
  std::string client_email;
  /// The number under which an administrator delegates access to the service account.
  std::string client_id;
  std::string key_id;
  /// RSA in PEM.
  SecretText private_key;
};

/// A service account that reads in the name of an administrator (domain-wide delegation).
struct DelegatedAccess {
  ServiceAccountKey key;
  /// The primary address of the administrator.
  std::string admin_email;
};

using Credentials = std::variant<RefreshToken, DelegatedAccess>;

}  // namespace gup::google
