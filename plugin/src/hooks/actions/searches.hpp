// Searches whose result is a view of the page: within a run, among held removals, and for a person.
#pragma once

#include "hooks/actions/answers.hpp"

namespace gup {

/// Shows some of the users of a run.
[[nodiscard]] ActionAnswer filter_run(const HookContext& context, const ActionRequest& request);

/// Shows some of the held removals.
[[nodiscard]] ActionAnswer filter_removals(const ActionRequest& request);

/// Shows what is known about a person.
[[nodiscard]] ActionAnswer find_person(const ActionRequest& request);

}  // namespace gup
