// The complete page of a company.
#pragma once

#include "hooks/page/cards.hpp"

namespace gup {

/// Combines the cards of the page's state; reads the rows of the tables from `store`. [page]
[[nodiscard]] host_sdk::page::Page build_page(const PageFacts& facts, Store& store, const View& view);

/// The title of the page.
inline constexpr const char* kPageTitle = "Google User Provisioning";

}  // namespace gup
