// The selection by groups: the members of each group, and the groups that cannot be read.
#pragma once

#include "plan/selection/selection.hpp"

namespace gup::plan {

/// Fills `now`, `matching`, `source_groups`, `external_members` and `remarks`; freezes groups.
void select_by_groups(const PlanInput& input, const PersonTable& person_table, Selection& selection);

}  // namespace gup::plan
