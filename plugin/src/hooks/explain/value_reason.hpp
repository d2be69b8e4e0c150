// Why a person is in the target group of a value (method `value_groups`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/settings/sync_settings.hpp"

namespace gup {

/// A sentence: "In the target group “Sales” because the department is “Sales”." `value`: the target user's
/// value of the field. `groups`: the names of the person's target groups. Requires the method `value_groups`.
[[nodiscard]] std::string value_group_reason(GroupAttribute attribute, std::string_view value,
                                             const std::vector<std::string>& groups);

}  // namespace gup
