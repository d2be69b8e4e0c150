// Password hashes and random tokens.
#pragma once

#include <string>
#include <string_view>

namespace sample_host {

/// Returns an argon2id hash (libsodium's "interactive" cost: about 100 ms and 64 MiB). Throws
/// std::runtime_error if there is not enough memory.
[[nodiscard]] std::string hash_password(std::string_view password);

/// Returns true if `hash` is a hash of the password; takes as long as `hash_password`.
[[nodiscard]] bool password_fits(const std::string& hash, std::string_view password);

/// SHA-256 in hex.
[[nodiscard]] std::string sha256_hex(std::string_view text);

/// `bytes` random bytes from the system, as base64url without padding.
[[nodiscard]] std::string random_token(std::size_t bytes = 32);

}  // namespace sample_host
