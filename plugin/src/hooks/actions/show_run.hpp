// Looking at runs: the chosen run, its filter and the chosen person are in the page's address.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Puts the chosen run into the page's address; for `kShowProblems` the latest run.
[[nodiscard]] ActionAnswer show_run(const HookContext& context, const ActionRequest& request);

/// Puts the kind and the text to search for into the page's address, with the run.
[[nodiscard]] ActionAnswer filter_run(const HookContext& context, const ActionRequest& request);
/// Puts the person to find into the page's address.
[[nodiscard]] ActionAnswer find_person(const ActionRequest& request);

}  // namespace gup
