// Values that one column keeps as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/monitor.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::database {

[[nodiscard]] std::string to_json(const std::vector<std::string>& texts);
[[nodiscard]] std::string to_json(const host_sdk::Progress& progress);
[[nodiscard]] std::optional<std::string> to_json(const std::optional<TargetUserRow>& row);

/// Each reads what its counterpart wrote. Throws `Failure` (`operator_action`) for anything else.
[[nodiscard]] std::vector<std::string> texts_from_json(std::string_view json);
[[nodiscard]] host_sdk::Progress progress_from_json(std::string_view json);
[[nodiscard]] TargetUserRow host_row_from_json(std::string_view json);

}  // namespace gup::database
