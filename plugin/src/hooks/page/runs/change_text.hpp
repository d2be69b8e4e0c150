// The badge and the reason of a change.
#pragma once

#include <string>

#include "database/records.hpp"
#include "host_sdk/page/values.hpp"
#include "plan/plan.hpp"

namespace gup {

[[nodiscard]] host_sdk::page::BadgeValue change_badge(plan::ChangeKind kind);
/// The same in a preview: "Would be added". [any]
[[nodiscard]] host_sdk::page::BadgeValue planned_badge(plan::ChangeKind kind);

/// The word of `host_sdk::SyncChange::change`. [any]
[[nodiscard]] std::string change_name(plan::ChangeKind kind);

/// The person's address, else Google's id; "–" for a target group. [any]
[[nodiscard]] std::string person_text(const plan::PersonChange& change);
/// The same with the person's name, as far as it is known: "Ada Lovelace <ada@acme.com>". [any]
[[nodiscard]] std::string named_person_text(const plan::PersonChange& change);

/// "on the page", for `tr`. [any]
[[nodiscard]] const char* trigger_text(RunTrigger trigger);

/// The stored reason in the current language, with a capital; for an update without one, the changed fields:
/// "Department: “Eng” becomes “Engineering”". [any]
[[nodiscard]] std::string reason_text(const plan::PersonChange& change);

}  // namespace gup
