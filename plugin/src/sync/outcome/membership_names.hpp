// The names in the report about memberships.
#pragma once

#include <string>

#include "database/store.hpp"
#include "plan/plan.hpp"

namespace gup {

/// Adds the addresses, and the names of target groups that the plugin does not manage.
void complete_memberships(Store& store, const std::string& company_id, plan::PlanReport& report,
                          const Interruption& interruption);

}  // namespace gup
