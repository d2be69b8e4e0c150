// Select sync method: which target users and target groups the sync writes.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The second half of the form.
[[nodiscard]] host_sdk::page::Block method_choice(const PageFacts& facts);

}  // namespace gup
