// A secret in memory: wiped when it is no longer needed, and never printed by accident.
#pragma once

#include <string.h>  // explicit_bzero

#include <string>
#include <string_view>

namespace host_sdk {

/// Text whose memory is overwritten before it is freed. It has no stream operator: use `reveal()`. [any]
///
/// Where an interface passes a `std::string`, the constructor from an rvalue takes it over and wipes it.
/// @since 1.4
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) : text_(text) {}
  /// Implicit: a literal is not a real secret.
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

}  // namespace host_sdk
