// What the syncs so far say about an address.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "host_sdk/hooks/user_provider.hpp"

namespace gup {

/// When the last applied sync ended, or a later run started that is about the person with this history.
[[nodiscard]] std::optional<host_sdk::Timestamp> last_compared(
    const std::optional<Run>& sync, const std::vector<host_sdk::ExplainedChange>& history);

/// A sentence about an address that nothing stored has, and where the last sync looked for it.
[[nodiscard]] std::string unknown_address(const std::optional<Run>& sync);

}  // namespace gup
