// The tiles: last sync, next sync, users, attention.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Last sync, next sync, users from Google, needs attention.
[[nodiscard]] host_sdk::page::Block tiles_card(const PageFacts& facts, const ScheduleFacts& schedule,
                                               const Store::Holdings& holdings);

}  // namespace gup
