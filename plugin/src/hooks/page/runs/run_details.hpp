// One run with its users and the reason for each change.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The details of one run: the chosen one, else the latest. Empty if there is none.
[[nodiscard]] std::vector<host_sdk::page::Block> run_details(const PageFacts& facts, PageState state,
                                                             Store& store, const View& view);

}  // namespace gup
