// Words for what a plan about one person says.
#pragma once

#include <optional>

#include "host_sdk/hooks/user_provider.hpp"
#include "model/target_user.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"
#include "sync/person/person_reading.hpp"

namespace gup {

/// What a plan about one person was made from. Borrows everything.
struct PersonPlan {
  const PersonReading& reading;
  const plan::PlanInput& input;
  const plan::Classification& classification;
  const plan::Plan& plan;
  /// The person's target user before the plan; null if there is none.
  const TargetUserRow* row = nullptr;
};

/// The explanation without history and target groups. `applied`: the plan was applied, so that `next` says
/// what was done instead of what would be done.
[[nodiscard]] host_sdk::Explanation explain_plan(const PersonPlan& about, bool applied);

/// The change of this person, if the plan reports one.
[[nodiscard]] std::optional<plan::PersonChange> change_of(const plan::Plan& plan);

/// The row's fields and status before and after. Either may be null.
[[nodiscard]] std::vector<host_sdk::ExplainedField> compare_rows(const TargetUserRow* before,
                                                                 const TargetUserRow* after);

}  // namespace gup
