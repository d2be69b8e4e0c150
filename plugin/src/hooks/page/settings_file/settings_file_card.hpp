// Settings as a file, and earlier settings.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

[[nodiscard]] host_sdk::page::Block settings_file_card(const PageFacts& facts, const HookContext& context,
                                                       const View& view);

}  // namespace gup
