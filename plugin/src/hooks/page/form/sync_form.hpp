// The settings as a form.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Source, method and rules, with the buttons below.
[[nodiscard]] host_sdk::page::Block sync_form(const PageFacts& facts, PageState state);

}  // namespace gup
