// The bulk writer for SQLite.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// SQLite: one prepared statement, executed through SQLite's own interface.
[[nodiscard]] std::unique_ptr<BulkWriter> make_sqlite_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
