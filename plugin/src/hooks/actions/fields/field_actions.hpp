// Choosing where the fields of target users come from.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Saves the mapping of the form.
[[nodiscard]] ActionAnswer save_fields(const HookContext& context, const ActionRequest& request);
/// Shows five people with the values of the form's mapping, without saving it.
[[nodiscard]] ActionAnswer preview_fields(const HookContext& context, const ActionRequest& request);
/// Saves the defaults.
[[nodiscard]] ActionAnswer reset_fields(const HookContext& context, const ActionRequest& request);
/// Asks for the permission to list custom attributes.
[[nodiscard]] ActionAnswer allow_custom_attributes(const HookContext& context, const ActionRequest& request);

}  // namespace gup
