// Finds the rows of an undo that the database refuses.
#pragma once

#include <vector>

#include "database/undo/undo_writer.hpp"

namespace gup::database {

/// Finds refused rows of an undo, like `find_refused_rows` for a plan. Call in a write transaction that is
/// rolled back afterwards.
[[nodiscard]] std::vector<RefusedRow> find_refused_rows(Session& session, const Undo& undo);

}  // namespace gup::database
