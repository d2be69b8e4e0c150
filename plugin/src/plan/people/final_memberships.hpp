// Everyone's target user and memberships after the run.
#pragma once

#include <cstdint>
#include <vector>

namespace gup::plan {

/// Which memberships created by the plugin a person has after the run.
enum class MembershipRule : std::uint8_t {
  /// None that the plan has to remove: the row is deleted, released or not ours.
  none,
  /// The memberships that the sync method creates.
  wanted,
  /// All current ones: this run does not decide about the person, or the removal is dismissed.
  all_present,
  /// The current ones in groups that the settings still want: a deactivated person.
  present_in_wanted_groups,
};

struct FinalMembership {
  /// 0 if the person has no target user.
  std::int64_t user_id = 0;
  MembershipRule rule = MembershipRule::none;
  /// The row is deleted together with its memberships.
  bool row_deleted = false;
};

/// Indexed by person.
using FinalMemberships = std::vector<FinalMembership>;

}  // namespace gup::plan
