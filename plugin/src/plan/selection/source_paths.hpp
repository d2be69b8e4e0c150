// How a person is selected: the paths from selected groups down to the groups that list the person.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// The paths as phrases: "Group “Sales” → “EMEA leads”". The shortest one for each pair of a selected group
/// and a group that lists the person, at most ten. `tree`: as stored. `direct`: the groups that list the
/// person. `label` returns the quoted name of a group.
[[nodiscard]] std::vector<std::string> group_ways(const std::vector<SourceGroup>& tree,
                                                  const std::vector<std::string>& direct,
                                                  const std::function<std::string(std::string_view)>& label);

}  // namespace gup::plan
