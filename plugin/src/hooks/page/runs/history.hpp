// The history of runs.
#pragma once

#include "database/read_stores.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The last five runs, with a link to all.
[[nodiscard]] host_sdk::page::Block latest_runs_card(const PageFacts& facts);
/// The runs of the last 90 days.
[[nodiscard]] host_sdk::page::Block history_card(const PageFacts& facts, HistoryStore& store,
                                                 const View& view);

}  // namespace gup
