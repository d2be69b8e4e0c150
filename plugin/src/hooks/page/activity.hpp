// What runs or is about to run for the company.
#pragma once

#include <optional>
#include <string>

#include "database/records.hpp"
#include "hooks/context.hpp"

namespace gup {

struct Activity {
  /// The running sync or unlink.
  std::optional<Run> run;
  // A job was started, but its run has not.
  bool sync_starts = false;
  bool preview_starts = false;
  bool dismissal_starts = false;
  bool undo_starts = false;
  bool unlink_starts = false;
  /// A service account is being tested by this process.
  bool connect_starts = false;
};

/// Throws `Failure`. [page]
[[nodiscard]] Activity read_activity(const HookContext& context, const std::string& company_id);

/// True if something runs or starts that changes the page. Pure. [any]
[[nodiscard]] bool is_live(const Activity& activity);
/// Whether this runs, or starts with nothing before it. Pure. [any]
[[nodiscard]] bool is_previewing(const Activity& activity);
[[nodiscard]] bool is_undoing(const Activity& activity);
[[nodiscard]] bool is_dismissing(const Activity& activity);
/// Whether this runs or starts. Pure. [any]
[[nodiscard]] bool is_unlinking(const Activity& activity);

}  // namespace gup
