// The actions about when a company syncs.
#pragma once

#include "hooks/actions/answers.hpp"

namespace gup {

/// Changes when the scheduled sync runs, also while it is paused. All throw `Failure`.
[[nodiscard]] ActionAnswer save_schedule(const HookContext& context, const ActionRequest& request);

/// Pauses the scheduled sync until a person resumes it; a running sync continues. While the access to Google
/// is lost, the schedule then stays paused after the reconnect.
[[nodiscard]] ActionAnswer pause_schedule(const HookContext& context, const ActionRequest& request);

/// Resumes the scheduled sync at the next time of its rule, without a sync now.
[[nodiscard]] ActionAnswer resume_schedule(const HookContext& context, const ActionRequest& request);

}  // namespace gup
