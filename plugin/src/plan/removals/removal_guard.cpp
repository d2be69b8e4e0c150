#include "plan/removals/removal_guard.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"
#include "model/settings/limit_text.hpp"

namespace gup::plan {

bool can_hold(const RemovalLimit& limit) {
  return limit.percent < 100;
}

bool is_raised(const RemovalLimit& before, const RemovalLimit& now) {
  return now.percent > before.percent || now.at_least > before.at_least || now.within < before.within;
}

std::optional<BrokenLimit> broken_limit(const RemovalLimit& limit, const RecentRemovals& recent,
                                        const Departures& departures) {
  using Rule = BrokenLimit::Rule;
  constexpr std::int64_t kTooFewToHalve = 5;
  const auto [leaving, managed, anyone_stays_eligible] = departures;
  if (leaving == 0 || !can_hold(limit)) return std::nullopt;
  if (!anyone_stays_eligible) return BrokenLimit{Rule::no_one_stays, leaving, managed};
  if (managed >= kTooFewToHalve && leaving * 2 > managed)
    return BrokenLimit{Rule::more_than_half, leaving, managed};
  const auto within_time = recent.removed + leaving;
  const auto highest = std::max(recent.highest_managed, managed);
  if (within_time * 100 > limit.percent * highest && within_time >= limit.at_least)
    return BrokenLimit{Rule::too_many_within_days, within_time, highest};
  return std::nullopt;
}

std::string text_of(const BrokenLimit& broken, const RemovalLimit& limit) {
  const std::string gone =
      host_sdk::with_commas(broken.leaving) + " of " +
      (broken.counts_groups ? host_sdk::with_commas(broken.managed) + " users and target groups"
                            : host_sdk::counted(broken.managed, "user", "users")) +
      " would be gone";
  switch (broken.rule) {
    case BrokenLimit::Rule::no_one_stays:
      return "Without them, no user would stay selected.";
    case BrokenLimit::Rule::more_than_half:
      return "At once, " + gone + ": more than half.";
    case BrokenLimit::Rule::too_many_within_days:
      break;
  }
  return "Within " + period(limit.within) + ", " + gone + "; the limit is " + limit_text(limit) + ".";
}

}  // namespace gup::plan
