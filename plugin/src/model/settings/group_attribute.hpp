// The target groups that are made from the values of a field of the target users (method `value_groups`).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/settings/sync_settings.hpp"
#include "model/target_fields.hpp"

namespace gup {

/// The field's place in `kTargetFields`.
[[nodiscard]] std::size_t place_of(GroupAttribute attribute);
[[nodiscard]] inline const TargetField& field_of(GroupAttribute attribute) {
  return kTargetFields[place_of(attribute)];
}
/// The field in the middle of a sentence: "job title".
[[nodiscard]] std::string in_words(GroupAttribute attribute);

/// The field whose values make target groups; nothing with the other methods.
[[nodiscard]] inline std::optional<GroupAttribute> grouping_attribute(const SyncSettings& settings) {
  return settings.method == SyncMethod::value_groups ? std::optional(settings.group_attribute) : std::nullopt;
}

/// The id of a value's target group, where other groups have Google's id of a unit or group. It is stored, so
/// it must never change. `value_key`: the value, folded (`host_sdk::fold_key`).
[[nodiscard]] std::string value_group_id(GroupAttribute attribute, std::string_view value_key);
[[nodiscard]] bool is_value_group_id(std::string_view source_id);
[[nodiscard]] bool is_value_group_id(std::string_view source_id, GroupAttribute attribute);

}  // namespace gup
