// The plugin's own tables.
#pragma once

#include "database/sql.hpp"

namespace gup::database {

/// The statements of every version, as they were released: databases are at any of them. So they depend on
/// no table of fields, and a change is a version of its own.
[[nodiscard]] host_sdk::sql::SchemaVersions schema_versions(const Dialect& dialect);

/// The plugin's schema, for `host_sdk::sql::migrate`.
[[nodiscard]] host_sdk::sql::Schema schema();

}  // namespace gup::database
