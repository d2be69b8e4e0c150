// A line of a run's report and history.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/target_user.hpp"

namespace gup::plan {

/// What happened to one person, for the run's report and its history. The numbers are stored.
enum class ChangeKind : std::uint8_t {
  added = 0,
  updated = 1,
  reactivated = 2,
  removed = 3,
  deactivated = 4,
  released = 5,
  held = 6,
  /// Stays because of a frozen unit or group.
  frozen = 7,
  skipped = 8,
  failed = 9,
  /// Only in previews; a run stores an adoption as `updated`.
  adopted = 10,
  group_added = 11,
  group_renamed = 12,
  group_removed = 13,
  group_released = 14,
  /// Joins or leaves target groups.
  memberships = 15,
};

struct PersonChange {
  ChangeKind kind = ChangeKind::added;
  std::string external_id;
  std::int64_t user_id = 0;
  std::string email;
  /// For the administrator: "Suspended in Google".
  std::string reason;
  /// The row before and after the run, if there is one.
  std::optional<TargetUserRow> before;
  std::optional<TargetUserRow> after;
  /// An administrator approved this removal, so it does not count towards the limit of later runs.
  bool approved = false;
  /// Its number in the run's history, from 1; 0 before it is stored.
  std::int64_t seq = 0;
};

}  // namespace gup::plan
