// When so many people would leave at once that an administrator should look first.
#pragma once

#include <cstdint>

#include "model/sync_settings.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// What one run would do.
struct Departures {
  /// People who would leave now, the approved ones not counted.
  std::int64_t leaving = 0;
  /// Active links before the run.
  std::int64_t managed_before = 0;
  /// Whether anybody at all would still be synced.
  bool somebody_stays_eligible = true;
};

/// True when the removals have to wait. What counts is people, not memberships
/// (docs/decisions/0002-what-the-removal-limit-counts.md).
[[nodiscard]] bool exceeds(const RemovalLimit& limit, const RecentRemovals& recent,
                           const Departures& departures);

}  // namespace gup::plan
