// Decides when the removals of a run need an administrator's approval.
#pragma once

#include <cstdint>

#include "model/sync_settings.hpp"
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

/// False if an administrator turned the limit off.
[[nodiscard]] bool can_hold(const RemovalLimit& limit);

/// True if the removals must be held. Counts people, not memberships
/// (docs/decisions/0002-what-the-removal-limit-counts.md).
[[nodiscard]] bool exceeds(const RemovalLimit& limit, const RecentRemovals& recent,
                           const Departures& departures);

}  // namespace gup::plan
