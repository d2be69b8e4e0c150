// The page tokens of one list.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace gup::google {

/// Follows the page tokens and detects a list that cannot end: a repeated token, or more pages than any
/// customer has. `method` must outlive the chain.
class PageChain {
 public:
  explicit PageChain(std::string_view method) : method_(method) {}

  /// The token of the next page to request; empty for the first page.
  [[nodiscard]] const std::string& token() const { return token_; }
  [[nodiscard]] bool continued() const { return !token_.empty(); }

  /// Adds the token that a page ended with; returns false after the last page. Throws `Failure`
  /// (`try_again`).
  [[nodiscard]] bool advance(std::string next);

 private:
  std::string_view method_;
  std::string token_;
  std::unordered_set<std::string> seen_;
};

}  // namespace gup::google
