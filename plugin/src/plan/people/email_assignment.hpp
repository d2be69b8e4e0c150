// Decides who gets which email address. Only this file knows how addresses pass from row to row.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "plan/selection/classify.hpp"
#include "plan/state/target_user_rows.hpp"

namespace gup::plan {

/// The email address of an eligible person whose row is new or may change.
struct EmailAssignment {
  enum class Outcome : std::uint8_t {
    undecided,
    /// The row has the address already, the address is free, or another row gives it up in the same plan.
    granted,
    /// The row with this address was created by hand (or is ours and lost its link) and becomes the person's.
    adopts,
    /// The setting "existing users: skip" applies.
    skipped,
    /// Someone else keeps the address.
    refused,
  };

  PersonIndex person = 0;
  /// The person's current row; null for new people and for people whose row was deleted.
  const TargetUserRow* row = nullptr;
  /// Borrowed from `EmailAssignments` or from the plan's input.
  std::string_view email_key;
  Outcome outcome = Outcome::undecided;
  const TargetUserRow* adopted_row = nullptr;
  /// Why it was skipped or refused.
  std::string reason;

  [[nodiscard]] bool changes_key() const { return row == nullptr || row->email_key != email_key; }
  /// True if a current row does not change. A refused person keeps the current address, but a retired row
  /// that released its address has none to restore.
  [[nodiscard]] bool keeps_row_unchanged() const {
    return outcome == Outcome::skipped ||
           (outcome == Outcome::refused && (row == nullptr || row->email_key == released_email_key(row->id)));
  }
};

struct EmailAssignments {
  /// Sorted like the person table.
  std::vector<EmailAssignment> assignments;
  /// Retired rows that release their address and do not change otherwise.
  std::vector<EmailKeyRelease> email_key_releases;
  /// Ids of rows that retire in this plan and release their address.
  std::unordered_set<std::int64_t> released_by_leaving;
  /// Keys that differ from their addresses. A deque keeps views valid.
  std::deque<std::string> folded_keys;
};

/// Errors: `Failure` (`try_again`) if a required row is missing from `rows`.
[[nodiscard]] EmailAssignments assign_emails(const PlanInput& input, const Classification& classification,
                                             const TargetUserRows& rows);

}  // namespace gup::plan
