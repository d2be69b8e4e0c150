// MariaDB: statements that are executed for an array of rows in one round trip.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// MySQL's servers do not.
[[nodiscard]] bool takes_arrays_of_rows(Session& session);

/// `session` is one of a server that takes arrays of rows.
[[nodiscard]] std::unique_ptr<BulkWriter> make_mariadb_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
