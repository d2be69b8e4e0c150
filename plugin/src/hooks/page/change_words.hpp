// A change of one person in words.
#pragma once

#include <string>

#include "host_sdk/page/values.hpp"
#include "plan/plan.hpp"

namespace gup {

[[nodiscard]] host_sdk::page::BadgeValue change_badge(plan::ChangeKind kind);

/// The reason that the run wrote down; for an update without one, what changed: "Department: “Eng” becomes
/// “Engineering”". [any]
[[nodiscard]] std::string why(const plan::PersonChange& change);

}  // namespace gup
