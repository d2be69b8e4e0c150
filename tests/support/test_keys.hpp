// RSA keys for tests, and service account key files with them.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "google/sign_in/credentials.hpp"

namespace gup::testing {

/// A private key in PEM; generated once per length.
[[nodiscard]] const std::string& rsa_pem(int bits = 2048);
/// The same key, encrypted with a passphrase.
[[nodiscard]] std::string rsa_pem_with_passphrase();
/// The public key.
[[nodiscard]] std::string public_pem();
/// A key of another algorithm.
[[nodiscard]] std::string elliptic_pem();

/// True if `signature` is the RS256 signature of `text` by `rsa_pem()`.
[[nodiscard]] bool verifies(std::string_view text, std::string_view signature);

/// A key file as downloaded from Google's console, with `rsa_pem()`.
[[nodiscard]] boost::json::object key_file();

/// `key_file()` impersonating dana@acme.com.
[[nodiscard]] google::DelegatedAccess delegated_access();

}  // namespace gup::testing
