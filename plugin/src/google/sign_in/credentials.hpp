// The credentials of a company: an OAuth refresh token, or a service account's key.
#pragma once

#include <string>
#include <variant>

#include "secret_text.hpp"

namespace gup::google {

struct RefreshToken {
  SecretText text;
};

/// The fields of a service account's key file that the plugin needs. See `read_key_file`.
struct ServiceAccountKey {
  /// "sync@project.iam.gserviceaccount.com"
  std::string client_email;
  /// The number that identifies the service account in Google's domain-wide delegation.
  std::string client_id;
  std::string key_id;
  /// An RSA key in PEM.
  SecretText private_key;
};

/// A service account that impersonates an administrator (domain-wide delegation).
struct DelegatedAccess {
  ServiceAccountKey key;
  /// The administrator's primary email.
  std::string admin_email;
  /// Also permits reading the schemas of custom attributes.
  bool with_schemas = false;
};

using Credentials = std::variant<RefreshToken, DelegatedAccess>;

}  // namespace gup::google
