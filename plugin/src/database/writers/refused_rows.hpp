// Finds the rows of the host's tables that the database refuses.
#pragma once

#include "database/store.hpp"
#include "database/writers/write_context.hpp"

namespace gup::database {

/// Names a target user that exists.
[[nodiscard]] RefusedRow refused_user(Session& session, std::int64_t id);

/// Call in a write transaction that is rolled back afterwards. Writes the rows of `plan` by halves, to find
/// the single rows that a constraint, a trigger or a key of the host refuses or ignores. Throws `Failure`
/// with the first names if there are more than `Halving::kMostRefusals`. Throws `StateMoved` as `write_plan`
/// does.
[[nodiscard]] std::vector<RefusedRow> find_refused_rows(Session& session, const Run& run,
                                                        const plan::Plan& plan);

}  // namespace gup::database
