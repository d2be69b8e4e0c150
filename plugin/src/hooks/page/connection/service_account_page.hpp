// Connecting with a service account, step by step.
#pragma once

#include <optional>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

[[nodiscard]] std::vector<host_sdk::page::Block> service_account_page(
    const std::optional<Connection>& connection);

}  // namespace gup
