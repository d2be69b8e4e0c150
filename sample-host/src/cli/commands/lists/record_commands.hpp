// sample-host audit|notices
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "host_sdk/services/companies.hpp"

namespace sample_host {

class AuditTable;
class NoticesTable;

[[nodiscard]] ExitCode audit_command(const host_sdk::Companies& companies, AuditTable& audit,
                                     const Options& options);
[[nodiscard]] ExitCode notices_command(const host_sdk::Companies& companies, NoticesTable& notices,
                                       const Options& options);

}  // namespace sample_host
