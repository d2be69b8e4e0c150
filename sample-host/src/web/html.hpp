// An HTML builder in which unescaped text does not compile.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "database/target_rows/key_window.hpp"
#include "host_sdk/language.hpp"

namespace sample_host::web {

using host_sdk::number_text;
using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::tr_in;
using host_sdk::tr_later;

/// Markup from a string literal; a `std::string` does not compile.
class Lit {
 public:
  consteval Lit(const char* markup) : markup_(markup) {}  // NOLINT: reads as the literal that it is
  [[nodiscard]] constexpr std::string_view view() const { return markup_; }

 private:
  std::string_view markup_;
};

/// Builds a fragment of HTML. `text` and `attr` escape their values, and replace control characters and
/// invalid UTF-8 by U+FFFD.
class Html {
 public:
  Html& raw(Lit markup);
  Html& text(std::string_view text);
  Html& text(std::int64_t number);
  /// Appends ` name="escaped value"`, with the leading space.
  Html& attr(Lit name, std::string_view value);
  Html& attr(Lit name, std::int64_t number);
  /// Appends an attribute without a value, if `on`.
  Html& flag(Lit name, bool on);
  /// Appends another fragment.
  Html& add(const Html& piece);

  [[nodiscard]] bool empty() const { return markup_.empty(); }
  [[nodiscard]] const std::string& str() const& { return markup_; }
  [[nodiscard]] std::string str() && { return std::move(markup_); }

 private:
  void escape(std::string_view text);
  std::string markup_;
};

/// "5,000 users", or "5,000 or more users" if the count is a lower bound.
[[nodiscard]] std::string users_so_far(CountedSoFar count);
[[nodiscard]] std::string groups_so_far(CountedSoFar count);
[[nodiscard]] std::string members_so_far(CountedSoFar count);

}  // namespace sample_host::web
