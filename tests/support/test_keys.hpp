// RSA keys made for the tests, and the key files of service accounts that hold them.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "google/sign_in/credentials.hpp"

namespace gup::testing {

/// A private key in PEM; made once for each length.
[[nodiscard]] const std::string& rsa_pem(int bits = 2048);
/// The same key, sealed with a passphrase.
[[nodiscard]] std::string rsa_pem_with_passphrase();
/// The public half alone.
[[nodiscard]] std::string public_pem();
/// A key of another kind.
[[nodiscard]] std::string elliptic_pem();

/// Whether `signature` is the RS256 of `text` by `rsa_pem()`.
[[nodiscard]] bool verifies(std::string_view text, std::string_view signature);

/// What Google's console gives, with `rsa_pem()`.
[[nodiscard]] boost::json::object key_file();

/// `key_file()` in the name of dana@acme.com.
[[nodiscard]] google::DelegatedAccess delegated_access();

}  // namespace gup::testing
