// Buttons of a page that the host could take for each other.
#pragma once

#include <string>

#include "host_sdk/page/page.hpp"

namespace host_sdk::page {

/// Why two buttons that can post the same request do not agree in what the host enforces, or "". Those can
/// that have the same id, and the same value or one of them no value.
[[nodiscard]] std::string conflict_of_actions(const Page& whole);

}  // namespace host_sdk::page
