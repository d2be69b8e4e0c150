#include "model/settings/limit_text.hpp"

#include "host_sdk/language.hpp"

namespace gup {

using host_sdk::tr_count;

std::string period(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  // "Every 24 hours" is the usual text for a daily sync.
  if (seconds > 86'400 && seconds % 86'400 == 0)
    return tr_count("{count} day", "{count} days", seconds / 86'400);
  if (seconds % 3600 == 0) return tr_count("{count} hour", "{count} hours", seconds / 3600);
  if (seconds % 60 == 0) return tr_count("{count} minute", "{count} minutes", seconds / 60);
  return tr_count("{count} second", "{count} seconds", seconds);
}

std::string limit_text(const RemovalLimit& limit) {
  if (limit.percent >= 100) return host_sdk::tr_in("removal limit", "off");
  return tr_count("{percent}% and at least {count} user within {length}",
                  "{percent}% and at least {count} users within {length}", limit.at_least,
                  {{"percent", limit.percent}, {"length", period(limit.within)}});
}

}  // namespace gup
