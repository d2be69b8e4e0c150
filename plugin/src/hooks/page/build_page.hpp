// The whole page of a company.
#pragma once

#include "hooks/page/cards.hpp"

namespace gup {

/// Puts the cards of the state together; reads the pages of the tables from `store`. [page]
[[nodiscard]] host_sdk::page::Page build_page(const PageFacts& facts, Store& store, const View& view);

/// What the page is called, everywhere.
inline constexpr const char* kPageTitle = "Google User Provisioning";

}  // namespace gup
