#include "plan/removals/removal_guard.hpp"

#include <algorithm>

namespace gup::plan {

bool can_hold(const RemovalLimit& limit) {
  return limit.percent < 100;
}

bool exceeds(const RemovalLimit& limit, const RecentRemovals& recent, const Departures& departures) {
  constexpr std::int64_t kTooFewToHalve = 5;
  if (departures.leaving == 0 || !can_hold(limit)) return false;
  if (!departures.anyone_stays_eligible) return true;
  if (departures.managed_before >= kTooFewToHalve && departures.leaving * 2 > departures.managed_before)
    return true;
  const auto within_time = recent.removed + departures.leaving;
  const auto highest = std::max(recent.highest_managed, departures.managed_before);
  return within_time * 100 > limit.percent * highest && within_time >= limit.at_least;
}

}  // namespace gup::plan
