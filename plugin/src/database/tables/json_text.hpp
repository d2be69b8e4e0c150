// Values that a column stores as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/records.hpp"
#include "host_sdk/monitor.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::database {

[[nodiscard]] std::string to_json(const std::vector<std::string>& texts);
[[nodiscard]] std::string to_json(const host_sdk::Progress& progress);
[[nodiscard]] std::string to_json(const SettingsUsed& used);

/// The history of a row's change: what undoing the change needs.
struct ChangedFields {
  std::optional<std::string> before;
  std::optional<std::string> after;
};
/// Both rows, reduced to the fields that differ. A row without a counterpart keeps all of its fields. NULLs,
/// ids and times are left out.
[[nodiscard]] ChangedFields changed_fields_to_json(const std::optional<TargetUserRow>& before,
                                                   const std::optional<TargetUserRow>& after);

/// Each parses what its counterpart wrote. Throws `Failure` (`operator_action`) for other text.
[[nodiscard]] std::vector<std::string> texts_from_json(std::string_view json);
[[nodiscard]] host_sdk::Progress progress_from_json(std::string_view json);
[[nodiscard]] SettingsUsed settings_used_from_json(std::string_view json);
/// One of the two rows; the other fields keep their defaults. Also parses whole rows, as former versions
/// wrote them, and rows with fields that this version does not know.
[[nodiscard]] TargetUserRow changed_fields_from_json(std::string_view json);

}  // namespace gup::database
