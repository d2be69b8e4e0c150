// The bulk writer for PostgreSQL.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// PostgreSQL: COPY for new rows; otherwise one statement over arrays, with a parameter for each column.
[[nodiscard]] std::unique_ptr<BulkWriter> make_postgresql_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
