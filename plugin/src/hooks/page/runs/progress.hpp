// The running sync, unlink or test of a service account.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The running job or the one that is about to start, with the button that stops it. On a command line, the
/// button is in the header.
[[nodiscard]] host_sdk::page::Block progress_card(const PageFacts& facts, PageState state, bool whole);
/// The label of the button says what is stopped. [any]
[[nodiscard]] host_sdk::page::Action stop_action(const Activity& activity);

}  // namespace gup
