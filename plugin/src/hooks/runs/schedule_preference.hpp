// Whether a company wants its daily sync, apart from whether it runs at the moment.
#pragma once

#include <string>

#include "hooks/context.hpp"

namespace gup {

/// The schedule alone cannot say it: it is paused both when an administrator stops the daily sync and when
/// access to Google is lost, and only the latter ends with a reconnect. Kept in the host's secret store, the
/// one place besides the tables that is durable, shared by all processes and separate for each company; it is
/// not a secret. Errors: throws `Failure`. [any]
[[nodiscard]] bool daily_sync_wanted(const HookContext& context, const std::string& company_id);
void want_daily_sync(const HookContext& context, const std::string& company_id, bool wanted);

}  // namespace gup
