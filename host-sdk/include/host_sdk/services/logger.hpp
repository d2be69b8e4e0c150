// The host's log.
#pragma once

#include <cstdint>
#include <string_view>

namespace host_sdk {

enum class LogLevel : std::uint8_t { debug = 0, info = 1, warning = 2, error = 3 };

/// Writes to the host's log. Owned by the host; lives until the plugin's `stop()` has returned. [any]
class Logger {
 public:
  virtual ~Logger() = default;

  /// Writes one line: what, which, and what happens next. `company_id` may be empty. The caller keeps secrets
  /// and personal fields out of `message`. Control characters are escaped by the host. Never blocks for more
  /// than 10 ms, never fails.
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
