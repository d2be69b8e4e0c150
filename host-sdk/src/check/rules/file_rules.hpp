// Rules about the library's file: no code of the plugin runs.
#pragma once

#include <vector>

#include "rules.hpp"

namespace host_sdk::check {

[[nodiscard]] std::vector<Rule> file_rules();

}  // namespace host_sdk::check
