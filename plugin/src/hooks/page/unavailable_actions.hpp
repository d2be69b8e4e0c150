// The actions that the page does not offer now, with the reasons: the answers to a stale page or a command
// line.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// The actions that the page does not offer in this state, with the reasons.
[[nodiscard]] std::vector<host_sdk::page::UnavailableAction> unavailable_actions(const PageFacts& facts,
                                                                                 PageState state);

}  // namespace gup
