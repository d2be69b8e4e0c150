// The names of memberships that an undo leaves alone.
#pragma once

#include <string>

#include "database/store.hpp"
#include "plan/undo/undo_plan.hpp"

namespace gup {

/// Adds a line for each of `plan.memberships_left` to `left_alone`, and to `changes` as skipped.
void name_left_memberships(Store& store, const std::string& company_id, plan::UndoPlan& plan,
                           const Interruption& interruption);

}  // namespace gup
