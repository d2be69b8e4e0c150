// A secret in memory, for no longer than it is needed.
#pragma once

#include <string>
#include <string_view>

namespace gup::google {

/// Text whose memory is overwritten when it ends. It has no operator that prints it: whoever wants to see it
/// says so.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) : text_(text) {}
  ~SecretText();
  SecretText(const SecretText&) = default;
  SecretText& operator=(const SecretText& other);
  SecretText(SecretText&& other) noexcept;
  SecretText& operator=(SecretText&& other) noexcept;

  [[nodiscard]] const std::string& reveal() const { return text_; }

 private:
  std::string text_;
};

}  // namespace gup::google
