// Everything that the page shows, read once for one drawing, and the one state that follows from it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "hooks/context.hpp"
#include "host_sdk/company.hpp"

namespace gup {

/// The state of the page; each has one status pill and at most one primary action.
enum class PageState : std::uint8_t {
  not_connected,
  unlinking,
  running,
  reconnect_needed,
  not_set_up,
  /// The latest sync failed.
  failing,
  /// Removals wait, or members are frozen.
  held,
  done_with_errors,
  /// The daily sync is stopped.
  paused,
  /// Started, but no sync has ended yet.
  waiting,
  healthy,
};

/// Read at one moment; a plain value.
struct PageFacts {
  host_sdk::Company company;
  host_sdk::Timestamp now{};
  std::chrono::seconds every{0};
  std::optional<Connection> connection;
  /// With revision 0 the deployment's defaults.
  SavedSettings saved;
  /// The run under way, or nothing.
  std::optional<Run> live;
  /// A job was started whose run has not begun yet.
  bool sync_starts = false;
  bool unlink_starts = false;
  /// The newest first, as many as the state depends on.
  std::vector<Run> runs;
  Store::Holdings holdings;
  /// Nothing while the daily sync is stopped.
  std::optional<host_sdk::Timestamp> next_sync;
  /// What the pickers showed last, however old; may be nothing.
  std::shared_ptr<const PickerDirectory> directory;
  /// The chosen target group, if there is one of that id.
  std::optional<Store::TargetGroupOption> target_group;
};

/// What the runs say.
struct History {
  /// The latest sync that ended and was not stopped, or nothing.
  const Run* last = nullptr;
  /// The latest sync that was applied, or nothing.
  const Run* last_good = nullptr;
  /// How many syncs failed in a row, up to the latest.
  int failures = 0;
};

/// Reads from the database and from memory, never from Google. Throws `Failure`. [page]
[[nodiscard]] PageFacts read_facts(const HookContext& context, const host_sdk::Company& company);

/// Pure. [any]
[[nodiscard]] History history_of(const std::vector<Run>& runs);
[[nodiscard]] PageState state_of(const PageFacts& facts);

}  // namespace gup
