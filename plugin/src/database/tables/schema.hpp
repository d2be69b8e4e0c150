// The plugin's own tables.
#pragma once

#include "database/sql.hpp"

namespace gup::database {

[[nodiscard]] host_sdk::sql::SchemaVersions schema_versions(const Dialect& dialect);

/// The plugin's schema, for `host_sdk::sql::migrate`.
[[nodiscard]] host_sdk::sql::Schema schema();

}  // namespace gup::database
