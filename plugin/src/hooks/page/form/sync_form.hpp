// The settings as a form.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Source, method and rules, with the buttons below. On a sub-page one of them is the main one; the page with
/// all sub-pages has its main button elsewhere.
[[nodiscard]] host_sdk::page::Block sync_form(const PageFacts& facts, PageState state, bool whole);

/// The field that carries out the removals above the limit that the preview shows. Empty if it shows none,
/// except on the page with all sub-pages: a command line that uses the field is told why it cannot.
[[nodiscard]] std::vector<host_sdk::page::Block> confirmed_removals(const PageFacts& facts, bool whole);

}  // namespace gup
