// The form for a service account: the second way to connect, and the way to replace its key.
#pragma once

#include <optional>
#include <string>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

[[nodiscard]] bool uses_service_account(const std::optional<Connection>& connection);
/// What to enter in the Admin console.
[[nodiscard]] host_sdk::page::Block delegation_values(const std::optional<Connection>& connection);
/// The form alone.
[[nodiscard]] host_sdk::page::Block service_account_fields(const std::optional<Connection>& connection,
                                                           std::string label,
                                                           host_sdk::page::ActionStyle style);
/// The form for a service account, with the steps to do at Google first.
[[nodiscard]] host_sdk::page::Block service_account_form(const std::optional<Connection>& connection,
                                                         std::string label,
                                                         host_sdk::page::ActionStyle style);
/// The same form in a collapsed section.
[[nodiscard]] host_sdk::page::Block service_account_disclosure(const std::optional<Connection>& connection);

}  // namespace gup
