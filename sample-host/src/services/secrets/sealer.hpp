// Encryption of stored secrets.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "host_sdk/secret_text.hpp"

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

/// The key that encrypts, and others that only decrypt while secrets are rotated.
struct SecretKeys {
  SecretKey current;
  std::vector<SecretKey> others;
};

/// Encrypts with XChaCha20-Poly1305 (libsodium): `version byte, key id (4 bytes), nonce (24), ciphertext,
/// tag`. The record's identity is authenticated as well, so a sealed value opens only in its own record.
class Sealer {
 public:
  explicit Sealer(SecretKeys keys);
  explicit Sealer(SecretKey key) : Sealer(SecretKeys{std::move(key), {}}) {}

  /// Returns base64. The identity is `plugin`, `company`, `name`.
  [[nodiscard]] std::string seal(std::string_view plugin, std::string_view company, std::string_view name,
                                 std::string_view value) const;

  /// Returns nullopt if the bytes were changed, belong to another record, or were sealed with none of the
  /// keys.
  [[nodiscard]] std::optional<host_sdk::SecretText> open(std::string_view plugin, std::string_view company,
                                                         std::string_view name,
                                                         std::string_view sealed) const;

  /// Whether `sealed` was sealed with the current key.
  [[nodiscard]] bool is_current(std::string_view sealed) const;

 private:
  struct Key {
    SecretKey secret;
    std::array<unsigned char, 4> id{};
  };
  /// The current one first.
  std::vector<Key> keys_;
};

}  // namespace sample_host
