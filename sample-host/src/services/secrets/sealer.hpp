// Encryption of stored secrets.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sample_host {

/// A key of 32 bytes; wiped when destroyed.
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

/// Encrypts with XChaCha20-Poly1305 (libsodium): `version byte, key id (4 bytes), nonce (24), ciphertext,
/// tag`. The record's identity is authenticated as well, so a sealed value opens only in its own record.
class Sealer {
 public:
  explicit Sealer(SecretKey key);

  /// Returns base64. The identity is `plugin`, `company`, `name`.
  [[nodiscard]] std::string seal(std::string_view plugin, std::string_view company, std::string_view name,
                                 std::string_view value) const;

  /// Returns nullopt if the bytes were changed, belong to another record, or were sealed with another key.
  [[nodiscard]] std::optional<std::string> open(std::string_view plugin, std::string_view company,
                                                std::string_view name, std::string_view sealed) const;

 private:
  SecretKey key_;
  std::array<unsigned char, 4> key_id_{};
};

}  // namespace sample_host
