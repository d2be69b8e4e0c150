// The bulk writers, each in a file of its name; `make_bulk_writer` chooses one.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// SQLite: one prepared statement, executed through SQLite's own interface.
[[nodiscard]] std::unique_ptr<BulkWriter> make_sqlite_writer(Session& session, WriteSteps steps);

/// PostgreSQL: COPY for new rows; otherwise one statement over arrays, with a parameter for each column.
[[nodiscard]] std::unique_ptr<BulkWriter> make_postgresql_writer(Session& session, WriteSteps steps);

/// True on MariaDB, false on MySQL.
[[nodiscard]] bool takes_arrays_of_rows(Session& session);
/// MariaDB: statements that are executed for an array of rows in one round trip.
[[nodiscard]] std::unique_ptr<BulkWriter> make_mariadb_writer(Session& session, WriteSteps steps);

/// MySQL, which takes no arrays of rows, or MariaDB: prepared statements over 100 rows, executed repeatedly.
[[nodiscard]] std::unique_ptr<BulkWriter> make_prepared_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
