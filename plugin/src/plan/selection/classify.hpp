// What follows from the values alone, before a row of the host is looked at: who is in, who leaves, who
// waits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "plan/selection/person_table.hpp"
#include "plan/selection/selection.hpp"
#include "plan/selection/unit_tree.hpp"

namespace gup::plan {

/// How a person stands in this run.
enum class PersonStatus : std::uint8_t {
  /// Neither in nor ours, or retired and staying retired: nothing to do or say.
  none,
  /// Shall be an active target user.
  eligible,
  /// Selected but suspended or archived, and not ours: reported.
  left_out,
  /// The record cannot be used. Ours: stays as it is. A newcomer: not created. Reported.
  unusable,
  /// Ours, and asked about in vain: Google would not say whether gone. Stays as it is. Reported.
  unconfirmed,
  /// Ours, absent, and kept by a frozen unit or group.
  frozen,
  /// Ours, and nobody has asked about the person yet: absent, or of an unknown record.
  unasked,
  /// Ours, and no longer available.
  leaving,
  /// Would leave, but so many would that it waits.
  held,
  /// Linked to a row that is no longer there, and not eligible: the link is forgotten.
  forgotten,
};

/// Why somebody leaves or is left out.
enum class Why : std::uint8_t { none, deleted, suspended, archived, not_selected };

struct PlanDecision {
  PersonStatus status = PersonStatus::none;
  Why why = Why::none;
  /// A removal that an administrator approved.
  bool approved = false;

  /// Ours, not eligible, and left alone by this run.
  [[nodiscard]] bool stays_as_is() const {
    return status == PersonStatus::unusable || status == PersonStatus::unconfirmed ||
           status == PersonStatus::frozen || status == PersonStatus::held;
  }
};

/// Borrows the plan's input, of which no part may change as long as this is used.
struct Classification {
  PersonTable person_table;
  /// See `PersonTable::unit_path`.
  const std::vector<std::string>& unit_paths;
  UnitTree units;
  Selection selection;
  /// By person.
  std::vector<PlanDecision> decisions;
  std::int64_t managed_before = 0;
};

/// The first step of a plan, and half of its work. Throws `Failure` (`try_again`) when the reading is not to
/// be believed.
[[nodiscard]] Classification classify(const PlanInput& input);

}  // namespace gup::plan
