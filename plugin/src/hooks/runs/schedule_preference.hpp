// Whether a company wants its daily sync, which outlives a pause of the schedule.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hooks/context.hpp"
#include "settings/schedule_form.hpp"

namespace gup {

/// The schedule is paused both when an administrator stops the daily sync and when access to Google is lost.
/// Only the second pause ends with a reconnect, so the preference is stored separately. It is not a secret,
/// but the host's secret store is durable, shared by all processes and separate for each company. Errors:
/// throws `Failure`. [any]
[[nodiscard]] bool daily_sync_wanted(const HookContext& context, const std::string& company_id);
void want_daily_sync(const HookContext& context, const std::string& company_id, bool wanted);

/// Schedules the daily sync from `first` on, or as its rule says, unless it is already scheduled; true if it
/// was not. Does nothing for a company that is not connected: an unlink may pause the schedule at the same
/// time. Errors: throws `Failure`. [any]
bool resume_daily_sync(const HookContext& context, const std::string& company_id,
                       std::optional<host_sdk::Timestamp> first);

/// The schedule of the company's sync. Errors: throws `Failure`. [any]
[[nodiscard]] host_sdk::ScheduleState daily_sync_schedule(const HookContext& context,
                                                          const std::string& company_id);

/// The company's quiet dates; none on a host without a calendar. Errors: throws `Failure`. [any]
[[nodiscard]] std::vector<host_sdk::DateRange> quiet_dates(const HookContext& context,
                                                           const std::string& company_id);
/// Returns the rule and quiet dates of the company. Errors: throws `Failure`. [any]
[[nodiscard]] CompanySchedule company_schedule(const HookContext& context, const std::string& company_id);
/// Keeps the schedule with the newest version of the settings. Errors: throws `Failure`. [any]
void keep_schedule_version(const HookContext& context, const std::string& company_id,
                           const CompanySchedule& schedule, const std::string& saved_by);
/// Stores what differs. Errors: throws `Failure`. [any]
void save_company_schedule(const HookContext& context, const std::string& company_id,
                           const CompanySchedule& before, const CompanySchedule& after);

}  // namespace gup
