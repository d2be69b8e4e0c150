// The host's log.
#pragma once

#include <cstdint>
#include <string_view>

#include "host_sdk/log_line.hpp"

namespace host_sdk {

enum class LogLevel : std::uint8_t {
  /// For developers.
  debug = 0,
  /// What happened: a run ended, a grant was revoked.
  info = 1,
  /// Something failed and is retried, repaired or shown to an administrator; no operator needs to act.
  warning = 2,
  /// An operator has to act. Hosts alert on it.
  error = 3,
};

/// Writes to the host's log. Owned by the host; lives until the plugin's `stop()` returns. [any]
class Logger {
 public:
  virtual ~Logger() = default;

  /// Writes one line: an event name, then key=value pairs, such as `run_failed run=12 reason=timeout`. The
  /// functions below take a `LogLine`, which has this form.
  /// `company_id` may be empty. Keep secrets and personal data out of `message`. The host escapes control
  /// characters. Returns within 10 ms; never fails.
  virtual void write(LogLevel level, std::string_view company_id, std::string_view message) = 0;

  /// Write a line, for a company or for none: `logger.info(LogLine("started"), company.id)`. @since 1.7
  void debug(const LogLine& line, std::string_view company_id = {}) {
    write(LogLevel::debug, company_id, line.text());
  }
  void info(const LogLine& line, std::string_view company_id = {}) {
    write(LogLevel::info, company_id, line.text());
  }
  void warning(const LogLine& line, std::string_view company_id = {}) {
    write(LogLevel::warning, company_id, line.text());
  }
  void error(const LogLine& line, std::string_view company_id = {}) {
    write(LogLevel::error, company_id, line.text());
  }

  /// The same, with the company first, as until 1.5.
  void info(std::string_view company_id, const LogLine& line) {
    write(LogLevel::info, company_id, line.text());
  }
  void warning(std::string_view company_id, const LogLine& line) {
    write(LogLevel::warning, company_id, line.text());
  }
  void error(std::string_view company_id, const LogLine& line) {
    write(LogLevel::error, company_id, line.text());
  }
};

}  // namespace host_sdk
