// Selected groups that were deleted in Google and recreated.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Selected groups that were deleted and recreated, each with a button. Requires that there are some.
[[nodiscard]] host_sdk::page::Block replaced_groups_card(const PageFacts& facts, PageState state);

}  // namespace gup
