// The bulk writer for MariaDB.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// True on MariaDB, false on MySQL.
[[nodiscard]] bool takes_arrays_of_rows(Session& session);
/// MariaDB: statements that are executed for an array of rows in one round trip.
[[nodiscard]] std::unique_ptr<BulkWriter> make_mariadb_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
