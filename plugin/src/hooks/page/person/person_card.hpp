// One person: why it is a target user or not, and what syncs did.
#pragma once

#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The page about one person: the search, why the person is synced or not, and what syncs did.
[[nodiscard]] std::vector<host_sdk::page::Block> people_page(const HookContext& context,
                                                             const PageFacts& facts, PageState state,
                                                             const View& view);
/// Explains a person, for a command line: the form, and the answer if the address names someone.
[[nodiscard]] host_sdk::page::Block person_card(const HookContext& context, const PageFacts& facts,
                                                PageState state, const View& view);

}  // namespace gup
