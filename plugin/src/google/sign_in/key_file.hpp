// The JSON key file of a service account, as downloaded from the Google Cloud console.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>

#include "google/sign_in/credentials.hpp"

namespace gup::google {

/// Real key files have about 2,400 bytes.
inline constexpr std::size_t kMaxKeyFile = std::size_t{64} * 1024;

/// Why a key file cannot be used: a sentence for the administrator that quotes nothing of the file.
class UnusableKeyFile : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Decodes a key file and checks its key: RSA of 2,048 to 8,192 bits. Ignores all other fields, in particular
/// `token_uri`: that address would receive a signed assertion. Throws `UnusableKeyFile`. [any]
[[nodiscard]] ServiceAccountKey read_key_file(std::string_view json);

/// Writes a key file with only the fields that `read_key_file` needs. [any]
[[nodiscard]] SecretText write_key_file(const ServiceAccountKey& key);

}  // namespace gup::google
