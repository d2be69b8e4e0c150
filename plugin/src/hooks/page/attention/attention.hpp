// The notice on top of the page: what needs attention, what stays unchanged, what to do.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// What needs attention in this state: at most one notice, and its form. On the page with all sub-pages,
/// other cards have the buttons of a paused schedule.
[[nodiscard]] std::vector<host_sdk::page::Block> attention_notices(const PageFacts& facts, PageState state,
                                                                   bool whole);

}  // namespace gup
