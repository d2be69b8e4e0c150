// Where the fields of target users come from: the table, and the form that changes it.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

/// Collapsed, unless a preview of the form is shown.
[[nodiscard]] host_sdk::page::Block fields_card(const PageFacts& facts);

}  // namespace gup
