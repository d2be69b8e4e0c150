// Finds the rows of an undo that the database refuses.
#pragma once

#include <vector>

#include "database/undo/undo_writer.hpp"

namespace gup::database {

/// In a write transaction that is rolled back afterwards; as `find_refused_rows` of a plan.
[[nodiscard]] std::vector<RefusedRow> find_refused_rows(Session& session, const Undo& undo);

}  // namespace gup::database
