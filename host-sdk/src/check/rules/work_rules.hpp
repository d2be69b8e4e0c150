// Rules about tasks, providers and metrics.
#pragma once

#include <vector>

#include "rules.hpp"

namespace host_sdk::check {

[[nodiscard]] std::vector<Rule> work_rules();

}  // namespace host_sdk::check
