// The notice on top of the page: what needs attention, what stays unchanged, what to do.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// What needs attention in this state, and that the schedule is paused, or that the next sync repeats what
/// was undone. On the page with all sub-pages, other cards have the button of a paused schedule.
[[nodiscard]] std::vector<host_sdk::page::Block> attention_notices(const PageFacts& facts,
                                                                   const ScheduleFacts& schedule,
                                                                   Store& store, PageState state, bool whole);

}  // namespace gup
