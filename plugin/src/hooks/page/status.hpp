// The status pill and the buttons next to the title.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// The status pill.
[[nodiscard]] host_sdk::page::Status status_of(const PageFacts& facts, PageState state);

/// The buttons of the header. On a command line, a running sync can be stopped and joined.
[[nodiscard]] std::vector<host_sdk::page::Action> header_actions(const Activity& activity, PageState state,
                                                                 bool whole);

}  // namespace gup
