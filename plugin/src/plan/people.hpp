// What becomes of each person: rows and links to write, and the report's line.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/addresses.hpp"
#include "plan/examine.hpp"
#include "plan/words.hpp"

namespace gup::plan {

/// Which memberships of ours a person has after the run.
enum class MembershipRule : std::uint8_t {
  /// None, or none that anybody has to take away: not ours, deleted, released.
  none,
  /// Those that the method gives.
  wanted,
  /// All that there are: nothing about this person is decided now.
  all_present,
  /// Those in groups that the present settings still want: a deactivated or dismissed person.
  present_in_wanted_groups,
};

/// A person after the run, as far as groups have to know.
struct PersonAfter {
  std::int64_t user_id = 0;
  MembershipRule memberships = MembershipRule::none;
  /// The row goes, and every membership with it.
  bool row_deleted = false;
};

/// Fills the plan's rows, links, held removals and report. The answer is by person.
[[nodiscard]] std::vector<PersonAfter> plan_people(const PlanInput& input, const Findings& findings,
                                                   const HostRowIndex& rows, const ReservedIds& ids,
                                                   Plan& plan);

}  // namespace gup::plan
