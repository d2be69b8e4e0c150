// Who is a member of which managed target group.
#pragma once

#include "plan/groups/target_groups.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// The difference between the memberships that the plugin created and those that it should have.
[[nodiscard]] MembershipChanges plan_memberships(const PlanInput& input, const Classification& classification,
                                                 const FinalMemberships& people, const ValueGroups& values,
                                                 const FinalGroups& groups);

}  // namespace gup::plan
