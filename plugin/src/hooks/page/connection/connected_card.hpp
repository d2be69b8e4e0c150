// The side card, and the unlink action with its confirmation.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The side card: the connection, with Reconnect. On a command line with the form for a service account.
[[nodiscard]] host_sdk::page::Block connected_card(const PageFacts& facts, const Store::Holdings& holdings,
                                                   PageState state, bool whole);

/// Returns the button that unlinks and deletes the users, with its confirmation.
[[nodiscard]] host_sdk::page::Action unlink_action(const PageFacts& facts, const Store::Holdings& holdings,
                                                   PageState state);

}  // namespace gup
