#include "services/log.hpp"

#include <unistd.h>

#include <chrono>

#include "host_sdk/encoding.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

/// Appends `text` with control characters escaped, U+0080 to U+009F included: a line break would let a
/// message forge a line, and terminals execute escape sequences.
void append_escaped(std::string& line, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (byte < 0x20 || byte == 0x7f || c1) {
      if (c1) ++i;
      line += "\\x" + host_sdk::hex_encode(text.substr(i, 1));
    } else {
      line += text[i];
    }
  }
}

void write_to_stderr(std::string_view line) {
  while (!line.empty()) {
    const auto written = ::write(STDERR_FILENO, line.data(), line.size());
    // There is no other place to report this to.
    if (written <= 0) return;
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string_view level_name(host_sdk::LogLevel level) {
  switch (level) {
    case host_sdk::LogLevel::debug:
      return "debug";
    case host_sdk::LogLevel::info:
      return "info";
    case host_sdk::LogLevel::warning:
      return "warning";
    case host_sdk::LogLevel::error:
      return "error";
  }
  return "error";
}

Log::Log(LogLevelFilter lowest) : Log(lowest, write_to_stderr) {}
Log::Log(LogLevelFilter lowest, Sink sink) : lowest_(lowest), sink_(std::move(sink)) {}

void Log::write(host_sdk::LogLevel level, std::string_view source, std::string_view company_id,
                std::string_view message) {
  if (level < lowest_) return;
  ++lines_[static_cast<std::size_t>(level)];
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  std::string line = host_sdk::to_rfc3339(now);
  line += ' ';
  line += level_name(level);
  line += ' ';
  append_escaped(line, company_id.empty() ? "-" : company_id);
  line += ' ';
  append_escaped(line, source);
  line += ": ";
  append_escaped(line, message);
  if (!company_id.empty()) {
    line += " company=";
    append_escaped(line, company_id);
  }
  line += '\n';
  const std::lock_guard lock(mutex_);
  sink_(line);
}

}  // namespace sample_host
