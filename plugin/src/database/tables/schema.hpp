// The plugin's own tables.
#pragma once

#include <string>
#include <vector>

#include "database/session/dialect.hpp"

namespace gup::database {

/// The statements of each version, oldest first. Once released, a version is never changed: what comes next
/// is a further one. Every statement may run twice, since MariaDB cannot take tables back.
[[nodiscard]] std::vector<std::vector<std::string>> schema_versions(const Dialect& dialect);

}  // namespace gup::database
