// Reads what a run changed, next to the current rows.
#pragma once

#include <optional>
#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Implement the functions of `UndoStore` with these names.
[[nodiscard]] std::optional<Store::UnlinkedConnection> unlinked_connection(Session& session,
                                                                           std::int64_t run_id);
[[nodiscard]] bool unlinked_since(Session& session, const std::string& company_id, std::int64_t run_id);
[[nodiscard]] plan::UndoState read_undo(Session& session, const Run& run, const Interruption& interruption);

}  // namespace gup::database
