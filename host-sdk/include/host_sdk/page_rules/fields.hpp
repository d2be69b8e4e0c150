// The values of a page's fields, as they are posted.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_sdk/page/exchange.hpp"

namespace host_sdk::page {

/// Returns what a browser posts for the fields of a form that nothing was changed in. Leaves secrets out: an
/// empty secret means "keep the saved one". [any]
[[nodiscard]] Values present_values(const Form& form);

/// Checks posted values against the fields that the page declares: unknown fields, numbers out of range,
/// unknown or disabled choices, toggles that are neither true nor false, texts that are too long. Returns the
/// sentences by field id, the same ones as for settings in YAML; empty if every value is valid. `value` and
/// `confirmation` are not fields and are not checked. [any]
[[nodiscard]] std::map<std::string, std::vector<std::string>> check_values(const Page& page,
                                                                           const Values& values);

}  // namespace host_sdk::page
