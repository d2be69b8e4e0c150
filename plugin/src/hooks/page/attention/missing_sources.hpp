// Selected units and groups that Google no longer shows.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Those of the last sync that are still selected. [any]
[[nodiscard]] std::vector<SettingsUsed::MissingSource> missing_sources(const PageFacts& facts);

/// Each with its people, since when, and the button that takes it out of the selection. [any]
[[nodiscard]] host_sdk::page::Block missing_sources_card(
    const std::vector<SettingsUsed::MissingSource>& sources, const Run& run);

}  // namespace gup
