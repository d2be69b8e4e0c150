// The host's log: one line for each event.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "host_sdk/services/logger.hpp"

namespace sample_host {

using host_sdk::LogLine;

/// The lowest level that is written.
using LogLevelFilter = host_sdk::LogLevel;

/// "debug", "info", "warning" or "error".
[[nodiscard]] std::string_view level_name(host_sdk::LogLevel level);

/// Writes lines of `time level company source: event key=value ...`. Escapes control characters, so that no
/// message can forge a line. Thread-safe; never fails.
class Log {
 public:
  using Sink = std::function<void(std::string_view line)>;

  /// Writes to standard error.
  explicit Log(LogLevelFilter lowest);
  Log(LogLevelFilter lowest, Sink sink);

  void write(host_sdk::LogLevel level, std::string_view source, std::string_view company_id,
             std::string_view message);
  void info(std::string_view company_id, const LogLine& line) {
    write(host_sdk::LogLevel::info, "host", company_id, line.text());
  }
  void warning(std::string_view company_id, const LogLine& line) {
    write(host_sdk::LogLevel::warning, "host", company_id, line.text());
  }
  void error(std::string_view company_id, const LogLine& line) {
    write(host_sdk::LogLevel::error, "host", company_id, line.text());
  }

  /// How many lines of a level were written so far.
  [[nodiscard]] std::uint64_t lines(host_sdk::LogLevel level) const {
    return lines_[static_cast<std::size_t>(level)];
  }

 private:
  LogLevelFilter lowest_;
  Sink sink_;
  std::array<std::atomic<std::uint64_t>, 4> lines_{};
  std::mutex mutex_;
};

/// One plugin's view of the log.
class PluginLogger final : public host_sdk::Logger {
 public:
  PluginLogger(Log& log, std::string plugin_id) : log_(log), plugin_id_(std::move(plugin_id)) {}
  void write(host_sdk::LogLevel level, std::string_view company_id, std::string_view message) override {
    log_.write(level, plugin_id_, company_id, message);
  }

 private:
  Log& log_;
  std::string plugin_id_;
};

}  // namespace sample_host
