// The page before the first connection: what the integration does, what access it needs, who can connect it.
#pragma once

#include <optional>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// The page of a company that is not connected, without its history. On a command line with the form for a
/// service account.
[[nodiscard]] std::vector<host_sdk::page::Block> not_connected_cards(const PageFacts& facts, bool whole);

/// Lets a Google administrator without an account here consent. Nullopt where nothing is to be connected.
[[nodiscard]] std::optional<host_sdk::page::Invitation> invitation_to_connect(
    const std::optional<Connection>& connection, PageState state);

}  // namespace gup
