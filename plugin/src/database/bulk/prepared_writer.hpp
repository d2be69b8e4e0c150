// The bulk writer for MySQL.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// MySQL, which takes no arrays of rows, or MariaDB: prepared statements over 100 rows, executed repeatedly.
[[nodiscard]] std::unique_ptr<BulkWriter> make_prepared_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
