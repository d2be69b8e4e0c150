// A sink for HTML in which forgetting to escape does not compile.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "database/counted.hpp"

namespace sample_host::web {

/// Markup that stands in the source. Only string literals become one: a `std::string` does not compile.
class Lit {
 public:
  consteval Lit(const char* markup) : markup_(markup) {}  // NOLINT: reads as the literal that it is
  [[nodiscard]] constexpr std::string_view view() const { return markup_; }

 private:
  std::string_view markup_;
};

/// Grows a piece of HTML. Text from outside goes through `text` and `attr` only, which escape it; what cannot
/// stand in HTML (control characters, bytes that are not UTF-8) is replaced by U+FFFD.
class Html {
 public:
  Html& raw(Lit markup);
  Html& text(std::string_view text);
  Html& text(std::int64_t number);
  /// ` name="escaped value"`, with the blank before it.
  Html& attr(Lit name, std::string_view value);
  Html& attr(Lit name, std::int64_t number);
  /// An attribute without a value, if `on`.
  Html& flag(Lit name, bool on);
  /// A piece that was made by another sink.
  Html& add(const Html& piece);

  [[nodiscard]] bool empty() const { return markup_.empty(); }
  [[nodiscard]] const std::string& str() const& { return markup_; }
  [[nodiscard]] std::string str() && { return std::move(markup_); }

 private:
  void escape(std::string_view text);
  std::string markup_;
};

/// A number as people read it: 4120 → "4,120".
[[nodiscard]] std::string grouped(std::int64_t number);

/// "1 user", "4,120 users": the English plural of a unit that takes an s.
[[nodiscard]] std::string counted(std::int64_t number, std::string_view singular);
/// The same, or "5,000 or more users" when nobody counted to the end.
[[nodiscard]] std::string counted_so_far(CountedSoFar count, std::string_view singular);

}  // namespace sample_host::web
