// Which runs can be undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "database/store.hpp"

namespace gup {

/// What `why_not_undone` needs to know in addition to the run.
struct UndoFacts {
  std::optional<Connection> connection;
  /// What an unlink removed; nullopt for other runs.
  std::optional<Store::UnlinkedConnection> unlinked;
  bool unlinked_since = false;
  host_sdk::Timestamp now{};
};

[[nodiscard]] UndoFacts read_undo_facts(Store& store, const Run& run, host_sdk::Timestamp now);

/// Why the run cannot be undone, as sentences for the administrator in the current language; empty if it can.
/// Pure.
[[nodiscard]] std::string why_not_undone(const Run& run, const UndoFacts& facts);

/// The number of people, target groups and memberships that the run changed, which confirms an undo.
[[nodiscard]] std::int64_t count_changes(const host_sdk::SyncReport& report);

/// "sync of 28 Nov 2026, 21:30 UTC", "unlink of 28 Nov 2026, 21:30 UTC", in the current language
[[nodiscard]] std::string run_text(const Run& run);

}  // namespace gup
