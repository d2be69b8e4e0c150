// What happens to people who leave.
#pragma once

#include <vector>

#include "host_sdk/page/blocks.hpp"
#include "model/settings/leaving_steps.hpp"

namespace gup {

/// The step for everyone or for each cause, and the days until a deletion. [any]
[[nodiscard]] std::vector<host_sdk::page::Block> leaving_choice_blocks(const LeavingSteps& steps);

}  // namespace gup
