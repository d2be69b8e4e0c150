// Makes a plan from the directory, the stored state and the settings.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/people/one_person.hpp"
#include "plan/plan.hpp"
#include "plan/state/directory_view.hpp"
#include "plan/state/refusals.hpp"
#include "plan/state/stored_state.hpp"
#include "plan/state/target_user_rows.hpp"

namespace gup::plan {

struct PlanInput {
  /// Numbers the people of both the directory and the stored state.
  const PersonIds& ids;
  const DirectoryView& directory;
  const StoredState& stored;
  const SyncSettings& settings;
  host_sdk::Timestamp now{};
  /// External ids of held or dismissed removals that an administrator approved. They are carried out
  /// regardless of the limit, if the person still has to leave.
  std::set<std::string> approved{};
  /// Set for a plan about one person: then the directory and the stored state concern only this person (see
  /// `state_of_one`), and the plan changes no other row, membership or target group. It may create target
  /// groups that this person joins.
  const OtherPeople* others = nullptr;
  /// Null if the database refused nothing.
  const Refusals* refusals = nullptr;
  /// Since the last sync. Otherwise removals that are held stay held, even within the limit.
  bool limit_was_raised = false;
};

/// What follows from the input alone; see `classify`.
struct Classification;

/// What Google has to be asked before the plan can be made. Record the answers in the directory's `evidence`
/// and classify again, until nothing is open.
[[nodiscard]] const Questions& open_questions(const Classification& classification);

/// The rows and email keys that `make_plan` needs.
[[nodiscard]] RowQuery rows_to_query(const PlanInput& input, const Classification& classification);

/// True if `held`, sorted by external id, are other removals than those that are stored as held.
[[nodiscard]] bool held_changed(const StoredState& stored, const std::vector<HeldRemoval>& held);

/// Makes the plan. Pure: the same values give the same plan.
/// Errors: `Failure` (`administrator_action`) if the settings cannot be carried out, for example because the
/// target group is gone. Requires that no question is open.
[[nodiscard]] Plan make_plan(const PlanInput& input, const Classification& classification,
                             const TargetUserRows& rows, const ReservedIds& ids);

}  // namespace gup::plan
