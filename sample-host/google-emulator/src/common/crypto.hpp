#pragma once

#include <memory>
#include <string>
#include <string_view>

/// Wraps OpenSSL: hashes, random texts and RS256.
namespace emulator {

/// Throws std::invalid_argument if `text` is not base64url without padding.
std::string from_base64url(std::string_view text);
std::string sha256(std::string_view bytes);
/// Returns `bytes` random bytes as base64url.
std::string random_text(std::size_t bytes);

/// True if base64url(SHA256(verifier)) equals the challenge (RFC 7636, S256).
bool verifier_fits(std::string_view verifier, std::string_view challenge);
/// True for 43 to 128 characters of A-Za-z0-9-._~
bool is_pkce_text(std::string_view text);

/// An RSA key pair of 2048 bits.
class RsaKey {
 public:
  static RsaKey generate();
  RsaKey(RsaKey&&) noexcept;
  RsaKey& operator=(RsaKey&&) noexcept;
  ~RsaKey();

  /// Signs with RS256.
  std::string sign(std::string_view text) const;
  std::string private_pem() const;
  std::string public_pem() const;
  /// Big-endian modulus and exponent, for a JWK.
  std::string modulus() const;
  std::string exponent() const;
  const std::string& id() const { return id_; }

 private:
  struct Native;
  explicit RsaKey(std::unique_ptr<Native> native);
  std::unique_ptr<Native> native_;
  std::string id_;
};

/// False for a wrong signature. Throws std::invalid_argument for a key that is not an RSA public key in PEM.
bool verify_rs256(const std::string& public_pem, std::string_view text, std::string_view signature);

}  // namespace emulator
