// The host's log.
#pragma once

#include <cstdint>
#include <string_view>

namespace host_sdk {

enum class LogLevel : std::uint8_t { debug = 0, info = 1, warning = 2, error = 3 };

/// Writes to the host's log. Owned by the host; lives until the plugin's `stop()` returns. [any]
class Logger {
 public:
  virtual ~Logger() = default;

  /// Writes one line: an event name, then key=value pairs, such as `run_failed run=12 reason=timeout`.
  /// `company_id` may be empty. Keep secrets and personal data out of `message`. The host escapes control
  /// characters. Returns within 10 ms; never fails.
  virtual void write(LogLevel level, std::string_view company_id, std::string_view message) = 0;

  void info(std::string_view company_id, std::string_view message) {
    write(LogLevel::info, company_id, message);
  }
  void warning(std::string_view company_id, std::string_view message) {
    write(LogLevel::warning, company_id, message);
  }
  void error(std::string_view company_id, std::string_view message) {
    write(LogLevel::error, company_id, message);
  }
};

}  // namespace host_sdk
