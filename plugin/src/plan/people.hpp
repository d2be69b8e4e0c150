// What becomes of each person: rows and links to write, and the report's line.
#pragma once

#include "plan/addresses.hpp"
#include "plan/examine.hpp"
#include "plan/people_after.hpp"
#include "plan/words.hpp"

namespace gup::plan {

/// Fills the plan's rows, links, held removals and report. The answer borrows the findings.
[[nodiscard]] PeopleAfter plan_people(const PlanInput& input, const Findings& findings, const HostRows& rows,
                                      const ReservedIds& ids, Plan& plan);

}  // namespace gup::plan
