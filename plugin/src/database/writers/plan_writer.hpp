// Applies a plan.
#pragma once

#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// About how many rows a plan writes: a row with its link counts twice.
[[nodiscard]] std::int64_t rows_of(const plan::Plan& plan);

/// Implements `PlanStore::apply_plan`. Call in a write transaction. Returns about how many rows it wrote.
std::int64_t write_plan(Session& session, const Run& finished_run, const plan::Plan& plan,
                        const std::string& lease_holder, const Checkpoint& checkpoint);

}  // namespace gup::database
