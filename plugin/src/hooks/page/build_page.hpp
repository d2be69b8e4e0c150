// The complete page of a company. Its cards are functions from facts to blocks, each in a file of its name:
// pure, except those that take the store or the context. Facts that only some sub-pages show are read when
// one of these is drawn.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// Combines the cards of the page's state. Throws `Failure`. [page]
[[nodiscard]] host_sdk::page::Page build_page(const HookContext& context, const PageFacts& facts,
                                              const View& view);

/// The title of the page.
inline constexpr const char* kPageTitle = "Google User Provisioning";

}  // namespace gup
