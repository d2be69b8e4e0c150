// The attributes of Google users that a field can come from.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// True for a picker of `field_options`: "field_department".
[[nodiscard]] bool is_field_picker(const std::string& picker);

/// Returns the known attributes, then the custom ones if the connection may list them.
[[nodiscard]] host_sdk::page::OptionsAnswer field_options(const HookContext& context,
                                                          const host_sdk::page::OptionsRequest& request);

}  // namespace gup
