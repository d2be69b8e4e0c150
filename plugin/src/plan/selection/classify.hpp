// Decides about each person from the input alone, before any row of the host is read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/unit_tree.hpp"
#include "plan/exclusions/exclusions.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/person_table.hpp"
#include "plan/selection/selection.hpp"

namespace gup::plan {

enum class PersonStatus : std::uint8_t {
  /// Not selected and not linked, or retired and still away: nothing to do or to report.
  unaffected,
  /// Becomes or stays an active target user.
  eligible,
  /// Selected but excluded, suspended or archived, and not linked: reported.
  left_out,
  /// The record cannot be used. An existing row stays as it is, a new one is not created. Reported.
  unusable,
  /// Linked, and Google did not confirm that the person was deleted or left the selected groups. The row
  /// stays as it is. Reported.
  unconfirmed,
  /// Linked and missing, but kept by a frozen unit or group.
  frozen,
  /// Linked and missing, or without the fields that are needed: Google has to be asked first.
  to_confirm,
  /// Linked and no longer available.
  leaving,
  /// Would leave, but the removal limit is exceeded, or the stored link is lost.
  held,
  /// Linked to a row that no longer exists, and not eligible: the link is deleted.
  row_gone,
};

/// Why a person leaves or is left out.
enum class LeavingReason : std::uint8_t { none, deleted, suspended, archived, not_selected, excluded };

struct PlanDecision {
  PersonStatus status = PersonStatus::unaffected;
  LeavingReason reason = LeavingReason::none;
  /// An administrator approved the removal.
  bool approved = false;
};

/// Borrows the plan's input, which must not change meanwhile.
struct Classification {
  PersonTable person_table;
  /// See `PersonTable::unit_path`.
  const std::vector<std::string>& unit_paths;
  UnitTree units;
  Selection selection;
  Exclusions exclusions;
  /// Indexed by person.
  std::vector<PlanDecision> decisions;
  /// What Google has to be asked before a plan can be made.
  Questions questions;
  std::int64_t managed_before = 0;
  /// Why removals are held; nullopt if they are not, or only because of lost links or an earlier decision.
  std::optional<BrokenLimit> broken_limit = std::nullopt;
};

/// Whether a managed person stays only because of frozen units or groups. Present people are still updated.
[[nodiscard]] bool is_kept_by_frozen_sources(const Classification& classification, PersonIndex person);

/// True if the removal of a person is held, dismissed or not confirmed, or a frozen unit or group keeps the
/// person: then the person's target groups stay, too.
[[nodiscard]] bool keeps_groups(const Classification& classification, PersonIndex person);

/// True if removals that were held before stay held, even within the limit: unless an administrator raised
/// the limit or turned it off.
[[nodiscard]] bool held_removals_wait(const PlanInput& input);

/// True if the person's removal is held, and is carried out if an administrator approves it.
[[nodiscard]] bool can_be_approved(const Classification& classification, PersonIndex person);

/// The rule that excludes a person. Requires a decision with the reason `excluded`.
[[nodiscard]] RuleIndex excluding_rule(const Classification& classification, PersonIndex person);

/// The first half of a plan.
/// Errors: `Failure` (`try_again`) if the directory was not read completely.
[[nodiscard]] Classification classify(const PlanInput& input);

}  // namespace gup::plan
