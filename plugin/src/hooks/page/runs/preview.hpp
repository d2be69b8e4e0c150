// What the next sync would do.
#pragma once

#include <string>
#include <vector>

#include "database/read_stores.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// What the next sync would do, or why that is not known, for a command line. Requires `facts.preview`.
[[nodiscard]] host_sdk::page::Block preview_card(const PageFacts& facts, HistoryStore& store,
                                                 const View& view);

/// The same without the people, with a link to them, and with the button that starts the sync.
[[nodiscard]] host_sdk::page::Block preview_summary(const PageFacts& facts, HistoryStore& store,
                                                    PageState state);

/// What would be changed, in numbers.
[[nodiscard]] std::vector<host_sdk::page::Block> preview_counts(const Run& preview, HistoryStore& store,
                                                                const std::string& id);

/// What can be done about the preview that `facts` have, with a way back to the settings.
[[nodiscard]] host_sdk::page::Block preview_decision(const PageFacts& facts, PageState state);

}  // namespace gup
