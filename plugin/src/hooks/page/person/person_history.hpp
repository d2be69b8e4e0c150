// What runs did to one person.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The search for a person, and what runs did to the chosen one.
[[nodiscard]] host_sdk::page::Block person_history(const PageFacts& facts, RunStore& store, const View& view);

}  // namespace gup
