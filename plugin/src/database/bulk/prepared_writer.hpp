// MySQL's own servers, which take no arrays of rows: prepared statements over 100 rows, run again and again.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// `session` is one of the backend mysql, whichever the server.
[[nodiscard]] std::unique_ptr<BulkWriter> make_prepared_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
