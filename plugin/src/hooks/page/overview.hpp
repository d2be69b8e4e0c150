// The overview: what needs a decision, the state, the settings in words, the latest runs.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// For every state. Before the first sync of a connection, the settings form takes the place of the settings
/// in words.
[[nodiscard]] std::vector<host_sdk::page::Block> overview(const HookContext& context, const PageFacts& facts,
                                                          PageState state);

}  // namespace gup
