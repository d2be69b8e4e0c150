// A private RSA key; the one place that knows OpenSSL.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gup::google {

/// Owns the key; OpenSSL overwrites its memory at the end. [any]
class RsaKey {
 public:
  /// Reads PEM (PKCS #8 or PKCS #1). Nothing for anything else than a private RSA key without a passphrase.
  [[nodiscard]] static std::optional<RsaKey> read(std::string_view pem);

  RsaKey(RsaKey&&) noexcept;
  RsaKey& operator=(RsaKey&&) noexcept;
  ~RsaKey();

  /// The length of the modulus.
  [[nodiscard]] int bits() const;

  /// The signature RS256 of RFC 7518, section 3.3, as bytes. Throws `Failure` (`operator_action`) when
  /// OpenSSL cannot make it.
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  struct Native;
  explicit RsaKey(std::unique_ptr<Native> native);
  std::unique_ptr<Native> native_;
};

}  // namespace gup::google
