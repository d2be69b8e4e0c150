// Applying a plan.
#pragma once

#include <chrono>
#include <string>

#include "database/session.hpp"
#include "database/store.hpp"

namespace gup::database {

/// In a write transaction; as `Store::apply_plan`. Returns about how many rows it wrote.
std::int64_t write_plan(Session& session, const Run& finished_run, const plan::Plan& plan,
                        const std::string& lease_holder, std::chrono::seconds lease_lifetime,
                        const Checkpoint& checkpoint);

}  // namespace gup::database
