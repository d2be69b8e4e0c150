// Why a person is a target user or not, for people and programs.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/hooks/user_provider.hpp"

namespace sample_host {

/// Returns one line of JSON: the fields of Explanation by name, `included` (true, false or null) for its
/// inclusion, and `result` (`code` and `sentence`).
[[nodiscard]] std::string explanation_json_text(const host_sdk::Explanation& explanation,
                                                const host_sdk::Result& result);

/// Returns lines for a terminal; fields only if they change.
[[nodiscard]] std::vector<std::string> explanation_lines(const host_sdk::Explanation& explanation);

}  // namespace sample_host
