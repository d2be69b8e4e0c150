// The page of all settings; the long lists among them have sub-pages of their own.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

[[nodiscard]] std::vector<host_sdk::page::Block> settings_page(const PageFacts& facts, PageState state);

}  // namespace gup
