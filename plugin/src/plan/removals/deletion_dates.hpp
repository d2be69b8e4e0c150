// When people who left and were deactivated are deleted.
#pragma once

#include <cstdint>
#include <optional>

#include "host_sdk/services/clock.hpp"
#include "model/settings/leaving_steps.hpp"
#include "plan/selection/classify.hpp"
#include "plan/state/links.hpp"

namespace gup::plan {

[[nodiscard]] LeavingCause cause_of(LeavingReason reason);

/// The start of the day (UTC) on or after which a run deletes the target user, unless the person returns.
/// nullopt if no run does. The time of day when the person left does not matter: pages show the date as a
/// day, and a daily run may start a little earlier than the one that deactivated the person. A longer time in
/// the settings also applies to people who already wait; a shorter one does not. Without the step, they stay.
[[nodiscard]] std::optional<host_sdk::Timestamp> deletion_date(const StoredLink& link,
                                                               const LeavingSteps& steps);

/// Whether that time has come. Not if an administrator made the target user active again by hand.
[[nodiscard]] bool is_deletion_due(const StoredLink& link, const LeavingSteps& steps,
                                   host_sdk::Timestamp now);

/// Whether a deactivated person who is deleted in Google takes a further step.
[[nodiscard]] bool has_further_step(const StoredLink& link, const LeavingSteps& steps);

/// Sets the cause, and the days from `missing_since` to the deletion if the step of the cause has one. An
/// adopted target user is never deleted.
void set_leaving(StoredLink& link, LeavingCause cause, const LeavingSteps& steps, host_sdk::Timestamp now);

/// Adapts the days to the settings.
void review_deletion(StoredLink& link, const LeavingSteps& steps);

}  // namespace gup::plan
