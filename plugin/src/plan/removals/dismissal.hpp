// Keeps people whose removals are held.
#pragma once

#include <set>
#include <string>

#include "plan/plan.hpp"

namespace gup::plan {

/// Keeps these people: their links become `dismissed`, their rows stay as they are. Target groups keep their
/// members. Ignores ids that are not held.
[[nodiscard]] Plan dismiss_removals(const PersonIds& ids, const StoredState& stored,
                                    const std::set<std::string>& external_ids);

}  // namespace gup::plan
