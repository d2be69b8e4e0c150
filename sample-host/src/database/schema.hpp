// The host's tables, version by version.
#pragma once

#include "host_sdk/sql/migrate.hpp"

namespace sample_host {

[[nodiscard]] host_sdk::sql::SchemaVersions schema_versions(const host_sdk::sql::Dialect& dialect);

}  // namespace sample_host
