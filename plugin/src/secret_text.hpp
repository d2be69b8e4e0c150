// A secret in memory: wiped when it is no longer needed, and never printed by accident.
#pragma once

#include <string.h>  // explicit_bzero

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "failure.hpp"
#include "host_sdk/services/secret_store.hpp"

namespace gup {

/// Text whose memory is overwritten before it is freed. It has no stream operator: use `reveal()`. [any]
///
/// Refresh and access tokens, the client secret, PKCE verifiers and service account keys are kept in this
/// type throughout the plugin. Where an interface of the host passes a `std::string`, the constructor from an
/// rvalue takes it over and wipes it.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) : text_(text) {}
  /// Implicit: a literal is no real secret.
  SecretText(const char* text) : text_(text) {}
  /// Takes `text` over without a copy and leaves nothing of it behind.
  explicit SecretText(std::string&& text) noexcept { take(text); }
  ~SecretText() { wipe(text_); }

  SecretText(const SecretText&) = default;
  SecretText(SecretText&& other) noexcept { take(other.text_); }
  SecretText& operator=(const SecretText& other) {
    if (this != &other) *this = SecretText(other);
    return *this;
  }
  SecretText& operator=(SecretText&& other) noexcept {
    if (this == &other) return *this;
    wipe(text_);
    take(other.text_);
    return *this;
  }

  [[nodiscard]] const std::string& reveal() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

  bool operator==(const SecretText&) const = default;

 private:
  /// A short text lives inside the string object, so that a moved-from string still contains it.
  void take(std::string& from) noexcept {
    text_.swap(from);
    wipe(from);
  }
  /// Overwrites the whole buffer, the part behind the text included.
  static void wipe(std::string& text) noexcept {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
  }

  std::string text_;
};

/// Reads a secret from the host's store; nullopt if there is none. Errors: throws `Failure`. [any]
[[nodiscard]] inline std::optional<SecretText> read_secret(host_sdk::SecretStore& store,
                                                           std::string_view company_id,
                                                           std::string_view name) {
  std::optional<std::string> text;
  throw_unless_done(store.get(company_id, name, text));
  if (!text) return std::nullopt;
  return SecretText(std::move(*text));
}

/// A secret, or that it is there and the host's key does not decrypt it.
struct FoundSecret {
  std::optional<SecretText> text;
  bool unreadable = false;
};

/// Like `read_secret`, for secrets that can be replaced when the key that encrypted them was lost.
[[nodiscard]] inline FoundSecret find_secret(host_sdk::SecretStore& store, std::string_view company_id,
                                             std::string_view name) {
  std::optional<std::string> text;
  const host_sdk::Result result = store.get(company_id, name, text);
  if (result.code == host_sdk::ResultCode::operator_action) return {std::nullopt, true};
  throw_unless_done(result);
  if (!text) return {};
  return {SecretText(std::move(*text)), false};
}

}  // namespace gup
