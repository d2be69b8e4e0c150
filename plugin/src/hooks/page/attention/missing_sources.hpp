// Selected units and groups that Google no longer shows.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Returns the missing sources of the last sync that are still selected. [any]
[[nodiscard]] std::vector<SettingsUsed::MissingSource> missing_sources(const PageFacts& facts);

/// Lists each source with its people, the time since when it is missing, and a button that removes it from
/// the selection. [any]
[[nodiscard]] host_sdk::page::Block missing_sources_card(
    const std::vector<SettingsUsed::MissingSource>& sources, const Run& run);

}  // namespace gup
