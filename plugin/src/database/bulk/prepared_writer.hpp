// MySQL, which takes no arrays of rows: prepared statements over 100 rows, executed repeatedly.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// `session` has the backend mysql, on MySQL or MariaDB.
[[nodiscard]] std::unique_ptr<BulkWriter> make_prepared_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
