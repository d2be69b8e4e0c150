// Sealing secrets at rest.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sample_host {

/// A key of 32 bytes, wiped when it goes.
class SecretKey {
 public:
  static constexpr std::size_t kSize = 32;
  SecretKey() = default;
  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  ~SecretKey();
  [[nodiscard]] unsigned char* data() { return bytes_.data(); }
  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, kSize> bytes_{};
};

/// Seals with XChaCha20-Poly1305 (libsodium): `version byte, key id (4 bytes), nonce (24), ciphertext, tag`.
/// The identity of the record is authenticated with it, so that a sealed value opens in its own place only.
class Sealer {
 public:
  explicit Sealer(SecretKey key);

  /// The identity is `plugin`, `company`, `name`. The result is base64.
  [[nodiscard]] std::string seal(std::string_view plugin, std::string_view company, std::string_view name,
                                 std::string_view value) const;

  /// Nothing when the bytes were changed, belong to another record, or were sealed with another key.
  [[nodiscard]] std::optional<std::string> open(std::string_view plugin, std::string_view company,
                                                std::string_view name, std::string_view sealed) const;

 private:
  SecretKey key_;
  std::array<unsigned char, 4> key_id_{};
};

}  // namespace sample_host
