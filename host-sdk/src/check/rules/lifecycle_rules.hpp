// Rules about loading, starting and stopping.
#pragma once

#include <vector>

#include "rules.hpp"

namespace host_sdk::check {

[[nodiscard]] std::vector<Rule> lifecycle_rules();

}  // namespace host_sdk::check
