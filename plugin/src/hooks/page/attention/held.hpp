// The users with held removals, and the form that approves or dismisses them.
#pragma once

#include <string>
#include <vector>

#include "database/read_stores.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// "60 of 609 users (10%): all suspended in Google." Requires held removals. [any]
[[nodiscard]] std::string held_reasons_text(const PageFacts& facts);
/// Whether a higher limit would let the held removals through. [any]
[[nodiscard]] bool limit_can_help(const PageFacts& facts);
/// Whether the limit was raised, so that the next sync carries the held removals out. [any]
[[nodiscard]] bool within_new_limit(const PageFacts& facts);

/// Whether the page lists held and dismissed removals: not while a run may change them.
[[nodiscard]] bool offers_removals(const PageFacts& facts, PageState state);
/// The users with held or dismissed removals, and the form that approves or dismisses them.
[[nodiscard]] host_sdk::page::Block held_card(const PageFacts& facts, RemovalStore& store, const View& view);

/// The page of the held and dismissed removals.
[[nodiscard]] std::vector<host_sdk::page::Block> removals_page(const PageFacts& facts, PageState state,
                                                               RemovalStore& store, const View& view);

}  // namespace gup
