// Selected groups that were deleted in Google and recreated.
#pragma once

#include <cstdint>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The selected groups that were deleted and recreated. Throws `Failure`. [page]
[[nodiscard]] std::vector<plan::SourceName> selected_replaced_groups(ReplacedGroupStore& store,
                                                                     const PageFacts& facts);

/// The groups, each with a button; no card if there are none. `revision`: of the settings. [any]
[[nodiscard]] std::vector<host_sdk::page::Block> replaced_groups_card(
    const std::vector<plan::SourceName>& groups, std::int64_t revision, PageState state);

}  // namespace gup
