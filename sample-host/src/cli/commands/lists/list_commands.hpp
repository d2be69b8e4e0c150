// sample-host users|groups
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "host_sdk/services/companies.hpp"

namespace sample_host {

class TargetGroupsReader;
class TargetUsersReader;

[[nodiscard]] ExitCode users_command(const host_sdk::Companies& companies, TargetUsersReader& users,
                                     const Options& options);
[[nodiscard]] ExitCode groups_command(const host_sdk::Companies& companies, TargetGroupsReader& groups,
                                      const Options& options);

}  // namespace sample_host
