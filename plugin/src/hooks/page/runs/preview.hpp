// What the next sync would do.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// What the next sync would do, or why that is not known. Requires `facts.preview`.
[[nodiscard]] host_sdk::page::Block preview_card(const PageFacts& facts, RunStore& store, const View& view);

/// The same without the people, with a link to them.
[[nodiscard]] host_sdk::page::Block preview_summary(const PageFacts& facts);

}  // namespace gup
