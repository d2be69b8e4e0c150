// The settings as a form.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Source, method and rules, with the buttons below. On a sub-page one of them is the main one; the page with
/// all sub-pages has its main button elsewhere.
[[nodiscard]] host_sdk::page::Block sync_form(const PageFacts& facts, PageState state, bool whole);

}  // namespace gup
