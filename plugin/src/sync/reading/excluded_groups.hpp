// Reads what exclusions need in addition to the people and the units.
#pragma once

#include <string>

#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "plan/state/directory_view.hpp"

namespace gup {

/// The fields of users that the rules need.
[[nodiscard]] google::ExtraUserFields extra_fields(const plan::ExclusionRules& rules);

/// Lists the members of the rules' groups and of the groups nested in them, except of those that the view has
/// already.
void read_excluded_groups(google::DirectoryReader& reader, plan::DirectoryView& view,
                          host_sdk::TaskMonitor& monitor);

/// Asks whether one person is in the rules' groups. Where that does not tell, reads the groups.
void read_excluded_groups_of(google::DirectoryReader& reader, const std::string& person_id,
                             plan::DirectoryView& view, host_sdk::TaskMonitor& monitor);

}  // namespace gup
