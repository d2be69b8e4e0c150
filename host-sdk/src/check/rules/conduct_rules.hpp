// Rules about everything that a plugin does: its log, its secrets, its time.
#pragma once

#include <vector>

#include "rules.hpp"

namespace host_sdk::check {

[[nodiscard]] std::vector<Rule> conduct_rules();

}  // namespace host_sdk::check
