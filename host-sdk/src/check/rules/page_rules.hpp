// Rules about pages, actions and pickers.
#pragma once

#include <vector>

#include "rules.hpp"

namespace host_sdk::check {

[[nodiscard]] std::vector<Rule> page_rules();

}  // namespace host_sdk::check
