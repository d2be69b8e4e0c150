// The overview: what needs a decision, the state, the settings in words, the latest runs.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// Draws the overview into `page`, in every state. Before the first sync of a connection, the settings form
/// takes the place of the settings in words. Throws `Failure`. [page]
void draw_overview(const HookContext& context, const PageFacts& facts, PageState state,
                   host_sdk::page::Page& page);

}  // namespace gup
