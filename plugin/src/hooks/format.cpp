#include "hooks/format.hpp"

#include <algorithm>

namespace gup {

std::string lasting(std::chrono::microseconds duration) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
  if (seconds < 1) return "under 1 s";
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) {
    const auto rest = seconds % 60;
    return std::to_string(seconds / 60) + " min" + (rest > 0 ? " " + std::to_string(rest) + " s" : "");
  }
  const auto minutes = seconds / 60;
  const auto rest = minutes % 60;
  return std::to_string(minutes / 60) + " h" + (rest > 0 ? " " + std::to_string(rest) + " min" : "");
}

std::string counts_text(const host_sdk::SyncReport& report) {
  std::string text = with_commas(report.added) + " added, " + with_commas(report.updated) + " updated, " +
                     with_commas(report.removed) + " removed";
  if (report.reactivated > 0) text += ", " + with_commas(report.reactivated) + " reactivated";
  return text;
}

std::string memberships_text(const host_sdk::SyncReport& report) {
  return with_commas(report.memberships_added) + " added, " + with_commas(report.memberships_removed) +
         " removed";
}

std::int64_t percent_of(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return 100;
  const std::int64_t percent = (part * 100 + whole / 2) / whole;
  return part > 0 ? std::max<std::int64_t>(1, percent) : percent;
}

std::string with_capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

}  // namespace gup
