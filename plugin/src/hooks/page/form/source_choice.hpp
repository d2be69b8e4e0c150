// Select sync source: organizational units or groups, all or selected ones.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The first half of the form.
[[nodiscard]] host_sdk::page::Block source_choice(const PageFacts& facts);

}  // namespace gup
