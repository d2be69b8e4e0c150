// Decides when the removals of a run need an administrator's approval.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/settings/sync_settings.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// What one run would do.
struct Departures {
  /// People who would leave now, without the approved ones.
  std::int64_t leaving = 0;
  /// Active links before the run.
  std::int64_t managed_before = 0;
  bool anyone_stays_eligible = true;
};

/// The rule by which removals are held, with its own numbers.
struct BrokenLimit {
  enum class Rule : std::uint8_t { no_one_stays, more_than_half, too_many_within_days };
  Rule rule = Rule::too_many_within_days;
  /// The people who would leave, including those who left within the limit's time if the rule counts them,
  /// and the total.
  std::int64_t leaving = 0;
  std::int64_t managed = 0;
  /// Target groups are among them.
  bool counts_groups = false;
};

/// False if an administrator turned the limit off.
[[nodiscard]] bool can_hold(const RemovalLimit& limit);

/// True if the limit allows more removals than before, in one of its numbers.
[[nodiscard]] bool is_raised(const RemovalLimit& before, const RemovalLimit& now);

/// The first rule that the removals break; nullopt if they need not be held. Counts people, not memberships
/// (docs/decisions/0002-what-the-removal-limit-counts.md).
[[nodiscard]] std::optional<BrokenLimit> broken_limit(const RemovalLimit& limit, const RecentRemovals& recent,
                                                      const Departures& departures);

/// "Within 7 days, 60 of 989 users would be gone; the limit is 5% and at least 20 users within 7 days."
[[nodiscard]] std::string text_of(const BrokenLimit& broken, const RemovalLimit& limit);

}  // namespace gup::plan
