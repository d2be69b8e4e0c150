// The key file of a service account, as Google's console gives it: read, checked, and cut down to what is
// needed.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>

#include "google/sign_in/credentials.hpp"

namespace gup::google {

/// A real one has about 2,400 bytes.
inline constexpr std::size_t kLargestKeyFile = std::size_t{64} * 1024;

/// What is wrong with a key file: a sentence for the administrator that quotes nothing of the file.
class UnusableKeyFile : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads the JSON of a key file and tries its key: RSA of 2,048 to 8,192 bits. Everything else in the file is
/// ignored, its `token_uri` above all: whoever could name the address would be sent a signed assertion.
/// Throws `UnusableKeyFile`. [any]
[[nodiscard]] ServiceAccountKey read_key_file(std::string_view json);

/// A key file that holds nothing but what `read_key_file` needs, to be kept. [any]
[[nodiscard]] SecretText write_key_file(const ServiceAccountKey& key);

}  // namespace gup::google
