// PostgreSQL: COPY for new rows; for all else one statement over arrays, a parameter a column.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// `session` is one of PostgreSQL.
[[nodiscard]] std::unique_ptr<BulkWriter> make_postgresql_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
