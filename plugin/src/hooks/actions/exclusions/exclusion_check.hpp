// Checks the units and groups of new exclusions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hooks/context.hpp"
#include "model/exclusion.hpp"

namespace gup {

/// Sets the names of units and groups. Returns why a rule cannot be used, by its place in `rules`. Asks
/// Google about those that no picker listed. Throws `Failure` (`try_again`) if `monitor` cancels before
/// Google answers.
[[nodiscard]] std::map<std::size_t, std::string> check_exclusions(const HookContext& context,
                                                                  const std::string& company_id,
                                                                  std::vector<Exclusion>& rules,
                                                                  host_sdk::TaskMonitor& monitor);

}  // namespace gup
