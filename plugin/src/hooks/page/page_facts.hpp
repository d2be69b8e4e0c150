// The facts that every sub-page needs, read once for each drawing, and the state that follows from them. What
// one card alone shows is read where the card is.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "database/store.hpp"
#include "hooks/context.hpp"
#include "hooks/page/activity.hpp"
#include "host_sdk/company.hpp"

namespace gup {

/// The state of the page; each has one status pill and at most one primary action.
enum class PageState : std::uint8_t {
  not_connected,
  /// The first service account is being tested.
  connecting,
  unlinking,
  running,
  reconnect_needed,
  not_set_up,
  /// The latest sync failed.
  failing,
  /// Removals are held, or users are frozen.
  held,
  done_with_errors,
  /// The schedule is paused.
  paused,
  /// Started, but no sync has finished yet.
  waiting,
  healthy,
};

/// What the state, the navigation and the unavailable actions follow from. A plain value.
struct PageFacts {
  host_sdk::Company company;
  host_sdk::Timestamp now{};
  std::optional<Connection> connection;
  /// The deployment's defaults if the revision is 0.
  SavedSettings saved;
  Activity activity;
  /// The runs that the state depends on, newest first.
  std::vector<Run> runs;
  /// Of a connected company.
  RemovalCounts removals;
  host_sdk::ScheduleState schedule;
};

/// A summary of the latest runs.
struct History {
  /// The latest sync that finished and was not stopped; null if there is none.
  const Run* last = nullptr;
  /// The latest sync that was applied; null if there is none.
  const Run* last_good = nullptr;
  /// Held removals were dismissed after `last`.
  bool dismissed_since = false;
  /// The latest undo after `last`; null if there is none.
  const Run* undo = nullptr;
  /// The number of consecutive failures up to the latest sync.
  int failures = 0;
};

/// Reads from the database and from memory, never from Google. Throws `Failure`. [page]
[[nodiscard]] PageFacts read_facts(const HookContext& context, const host_sdk::Company& company);

/// True from the first sign-in, or the test of the first service account, until the end of the unlink. Pure.
/// [any]
[[nodiscard]] bool is_connected(const std::optional<Connection>& connection);
[[nodiscard]] History history_of(const std::vector<Run>& runs);
[[nodiscard]] PageState state_of(const PageFacts& facts);

}  // namespace gup
