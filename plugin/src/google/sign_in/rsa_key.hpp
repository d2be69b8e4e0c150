// A private RSA key. Only this part uses OpenSSL.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gup::google {

/// Owns the key; OpenSSL wipes its memory. [any]
class RsaKey {
 public:
  /// Reads PEM (PKCS #8 or PKCS #1). Returns nullopt unless it is a private RSA key without a passphrase.
  [[nodiscard]] static std::optional<RsaKey> read(std::string_view pem);

  RsaKey(RsaKey&&) noexcept;
  RsaKey& operator=(RsaKey&&) noexcept;
  ~RsaKey();

  /// The length of the modulus in bits.
  [[nodiscard]] int bits() const;

  /// The RS256 signature (RFC 7518, section 3.3) as bytes. Throws `Failure` (`operator_action`) if OpenSSL
  /// fails.
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  struct Native;
  explicit RsaKey(std::unique_ptr<Native> native);
  std::unique_ptr<Native> native_;
};

}  // namespace gup::google
