#include "model/settings/limit_text.hpp"

#include "host_sdk/text.hpp"

namespace gup {

std::string period(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  // "Every 24 hours" is the usual text for a daily sync.
  if (seconds > 86'400 && seconds % 86'400 == 0) return host_sdk::counted(seconds / 86'400, "day", "days");
  if (seconds % 3600 == 0) return host_sdk::counted(seconds / 3600, "hour", "hours");
  if (seconds % 60 == 0) return host_sdk::counted(seconds / 60, "minute", "minutes");
  return host_sdk::counted(seconds, "second", "seconds");
}

std::string limit_text(const RemovalLimit& limit) {
  if (limit.percent >= 100) return "off";
  return std::to_string(limit.percent) + "% and at least " +
         host_sdk::counted(limit.at_least, "user", "users") + " within " + period(limit.within);
}

}  // namespace gup
