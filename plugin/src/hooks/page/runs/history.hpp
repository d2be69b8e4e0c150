// The history of runs.
#pragma once

#include <string>
#include <vector>

#include "database/read_stores.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The last five runs, with a link to all.
[[nodiscard]] host_sdk::page::Block latest_runs_card(const std::vector<Run>& runs);
/// The runs of the last 90 days.
[[nodiscard]] host_sdk::page::Block history_card(const std::string& company_id, HistoryStore& store,
                                                 const View& view);

}  // namespace gup
