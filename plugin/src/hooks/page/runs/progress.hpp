// The running sync, unlink or test of a service account.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The running job or the one that is about to start.
[[nodiscard]] host_sdk::page::Block progress_card(const PageFacts& facts, PageState state);

}  // namespace gup
