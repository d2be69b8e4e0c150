// Undoes a run.
#pragma once

#include <cstdint>
#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Borrowed for the length of a transaction.
struct Undo {
  const Run& finished_run;
  const Run& undone_run;
  const plan::UndoState& state;
  const plan::UndoPlan& plan;
};

/// About how many rows an undo writes.
[[nodiscard]] std::int64_t rows_of(const plan::UndoPlan& plan);

/// Implements `UndoStore::apply_undo`. Call in a write transaction.
void write_undo(Session& session, const Undo& undo, const std::string& lease_holder,
                const Checkpoint& checkpoint);

}  // namespace gup::database
