// SQLite: one prepared statement, run once a row through SQLite's own interface.
#pragma once

#include <memory>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

/// `session` is one of SQLite.
[[nodiscard]] std::unique_ptr<BulkWriter> make_sqlite_writer(Session& session, WriteSteps steps);

}  // namespace gup::database
