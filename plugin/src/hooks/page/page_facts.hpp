// The facts that the page shows, read once for each drawing, and the state that follows from them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "hooks/context.hpp"
#include "host_sdk/company.hpp"
#include "settings/schedule_form.hpp"

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

/// Everything the page shows, read at one moment. A plain value.
struct PageFacts {
  host_sdk::Company company;
  host_sdk::Timestamp now{};
  /// The time from one scheduled sync to the next: of the company, and of the deployment.
  std::chrono::seconds every{0};
  std::chrono::seconds default_every{0};
  std::optional<Connection> connection;
  /// The deployment's defaults if the revision is 0.
  SavedSettings saved;
  /// The running sync or unlink.
  std::optional<Run> live;
  /// A job was started, but its run has not.
  bool sync_starts = false;
  bool preview_starts = false;
  bool dismissal_starts = false;
  bool undo_starts = false;
  bool unlink_starts = false;
  /// A service account is being tested by this process.
  bool connect_starts = false;
  /// The runs that the state depends on, newest first.
  std::vector<Run> runs;
  Store::Holdings holdings;
  /// The latest preview, done or failed. nullopt once it has expired: the settings have changed since, a sync
  /// was applied since, or it is older than 24 hours.
  std::optional<Run> preview;
  /// With a preview: the version of the settings that the last sync used, if other settings were saved since.
  std::optional<std::int64_t> synced_version;
  std::vector<Exclusion> exclusions;
  std::vector<RemovedExclusion> removed_exclusions;
  /// Where the fields of target users come from, and the preview of another mapping that is shown, or null.
  FieldMapping fields = default_mapping();
  std::shared_ptr<const FieldPreview> field_preview;
  /// The mapping of a preview that the page's address names and this process does not have: another process
  /// made it, or this one before a restart.
  std::optional<FieldMapping> missing_preview;
  /// The number of held removals.
  std::int64_t held = 0;
  /// The most frequent reasons of held removals, with counts.
  std::vector<host_sdk::NamedCount> held_reasons;
  /// Removals of target groups are among the held ones.
  bool holds_groups = false;
  /// If removals are held: the last sync that was applied.
  std::optional<Run> last_applied;
  /// Selected groups that were deleted in Google and recreated.
  std::vector<plan::SourceName> replaced_groups;
  /// nullopt while the schedule is paused.
  std::optional<host_sdk::Timestamp> next_sync;
  host_sdk::ScheduleState schedule;
  CompanySchedule when;
  /// The host has quiet dates and a list of time zones.
  bool has_calendar = false;
  /// The cached directory of any age; null if there is none.
  std::shared_ptr<const PickerDirectory> directory;
  /// The chosen target group, if there is one of that id.
  std::optional<Store::TargetGroupOption> target_group;
  /// Before the first sync of a connection: the unlink before it, if it can be undone.
  std::optional<Run> undoable_unlink;
  /// The explanation of the person that the page's address names.
  std::optional<host_sdk::Explanation> person;
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

/// True if something runs or starts that changes the page. Pure. [any]
[[nodiscard]] bool is_live(const PageFacts& facts);
[[nodiscard]] History history_of(const std::vector<Run>& runs);
[[nodiscard]] PageState state_of(const PageFacts& facts);
/// The undo that paused the schedule; null if it is not paused, or someone paused it. [any]
[[nodiscard]] const Run* undo_that_paused(const PageFacts& facts);

}  // namespace gup
