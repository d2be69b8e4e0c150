// One person: why it is a target user or not, and what syncs did.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Finds a person: the form, and the answer if `facts` has one.
[[nodiscard]] host_sdk::page::Block person_card(const PageFacts& facts, PageState state, const View& view);

}  // namespace gup
