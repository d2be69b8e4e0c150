// The notice on top of the page: what needs attention, what stays unchanged, what to do.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// What needs attention in this state: at most one notice, and its form.
[[nodiscard]] std::vector<host_sdk::page::Block> attention_notices(const PageFacts& facts, PageState state);

}  // namespace gup
