#include "hooks/format.hpp"

#include <algorithm>
#include <utility>

#include "model/clean_text.hpp"

namespace gup {

std::string lasting(std::chrono::microseconds duration) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
  if (seconds < 1) return tr("under 1 s");
  if (seconds < 60) return tr("{seconds} s", {{"seconds", seconds}});
  if (seconds < 3600) {
    const auto rest = seconds % 60;
    if (rest == 0) return tr("{minutes} min", {{"minutes", seconds / 60}});
    return tr("{minutes} min {seconds} s", {{"minutes", seconds / 60}, {"seconds", rest}});
  }
  const auto minutes = seconds / 60;
  const auto rest = minutes % 60;
  if (rest == 0) return tr("{hours} h", {{"hours", std::to_string(minutes / 60)}});
  return tr("{hours} h {minutes} min", {{"hours", std::to_string(minutes / 60)}, {"minutes", rest}});
}

std::string counts_text(const host_sdk::SyncReport& report) {
  std::string text = tr("{added} added, {updated} updated, {removed} removed",
                        {{"added", report.added}, {"updated", report.updated}, {"removed", report.removed}});
  if (report.reactivated > 0) text += ", " + tr("{count} reactivated", {{"count", report.reactivated}});
  return text;
}

std::string memberships_text(const host_sdk::SyncReport& report) {
  return tr("{added} added, {removed} removed",
            {{"added", report.memberships_added}, {"removed", report.memberships_removed}});
}

std::int64_t percent_of(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return 100;
  const std::int64_t percent = (part * 100 + whole / 2) / whole;
  return part > 0 ? std::max<std::int64_t>(1, percent) : percent;
}

std::string with_capital(std::string text) {
  if (text.empty() || text.front() < 'a' || text.front() > 'z') return text;
  if (text.front() == 'i' && host_sdk::current_language() == "tr") return "İ" + text.substr(1);
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string in_sentence(std::string label) {
  return host_sdk::current_language() == host_sdk::kEnglish ? lower_first(std::move(label)) : label;
}

}  // namespace gup
