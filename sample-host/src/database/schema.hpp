// The host's tables, version by version.
#pragma once

#include <string>
#include <vector>

#include "database/dialect.hpp"

namespace sample_host {

/// The statements that lead from version `index` to `index + 1`. Each can be repeated without harm, since
/// MariaDB commits every CREATE by itself and a process may be killed in between.
[[nodiscard]] std::vector<std::vector<std::string>> schema_versions(const Dialect& dialect);

}  // namespace sample_host
