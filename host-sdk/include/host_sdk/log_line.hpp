// The form of a line of the log.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace host_sdk {

/// An event's name and its values, which can be searched and alerted on: `run_failed run=12 reason=timeout`.
/// Write `LogLine("run_failed").with("run", 12).with("reason", sentence)`.
/// A plain value. @since 1.4
class LogLine {
 public:
  /// `event`: a word of a-z, 0-9 and '_', the same each time.
  explicit LogLine(std::string_view event) : text_(event) {}

  /// Appends `key=value`. A value that is not one word is written in quotation marks, with '"' and '\'
  /// escaped. `key` is a word as `event`.
  LogLine&& with(std::string_view key, std::string_view value) &&;
  LogLine&& with(std::string_view key, std::integral auto value) && {
    return std::move(*this).with(key, std::string_view(std::to_string(value)));
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace host_sdk
