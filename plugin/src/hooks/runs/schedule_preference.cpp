#include "hooks/runs/schedule_preference.hpp"

#include "failure.hpp"
#include "host_sdk/language.hpp"
#include "secret_text.hpp"
#include "sync/names.hpp"

namespace gup {

bool daily_sync_wanted(const HookContext& context, const std::string& company_id) {
  // Only its presence counts, even if the key that encrypted it was lost.
  const auto wanted = find_secret(context.host.secrets(), company_id, kDailySyncWanted);
  return wanted.text.has_value() || wanted.unreadable;
}

void want_daily_sync(const HookContext& context, const std::string& company_id, bool wanted) {
  throw_unless_done(wanted ? context.host.secrets().put(company_id, kDailySyncWanted, "on")
                           : context.host.secrets().erase(company_id, kDailySyncWanted));
}

host_sdk::ScheduleState daily_sync_schedule(const HookContext& context, const std::string& company_id) {
  host_sdk::ScheduleState state;
  throw_unless_done(context.host.schedule().read(kDailySyncTask, company_id, state));
  return state;
}

std::vector<host_sdk::DateRange> quiet_dates(const HookContext& context, const std::string& company_id) {
  std::vector<host_sdk::DateRange> dates;
  if (auto* calendar = host_sdk::find_service<host_sdk::Calendar>(context.host))
    throw_unless_done(calendar->quiet_dates(kDailySyncTask, company_id, dates));
  return dates;
}

CompanySchedule company_schedule(const HookContext& context, const std::string& company_id) {
  return {daily_sync_schedule(context, company_id).rule, quiet_dates(context, company_id)};
}

void keep_schedule_version(const HookContext& context, const std::string& company_id,
                           const CompanySchedule& schedule, const std::string& saved_by) {
  context.store.keep_schedule(company_id, schedule_values(schedule, context.deployment.every), saved_by,
                              context.host.clock().now());
}

void save_company_schedule(const HookContext& context, const std::string& company_id,
                           const CompanySchedule& before, const CompanySchedule& after) {
  if (after.rule != before.rule)
    throw_unless_done(context.host.schedule().set_rule(kDailySyncTask, company_id, after.rule));
  if (after.quiet_dates == before.quiet_dates) return;
  auto* calendar = host_sdk::find_service<host_sdk::Calendar>(context.host);
  if (calendar == nullptr)
    throw Failure(
        host_sdk::ResultCode::refused,
        host_sdk::tr("This platform does not support quiet dates. Enter quiet days of the week instead."));
  throw_unless_done(calendar->set_quiet_dates(kDailySyncTask, company_id, after.quiet_dates));
}

bool resume_daily_sync(const HookContext& context, const std::string& company_id,
                       std::optional<host_sdk::Timestamp> first) {
  auto& schedule = context.host.schedule();
  if (schedule.next(kDailySyncTask, company_id)) return false;
  throw_unless_done(schedule.resume(kDailySyncTask, company_id, first));
  // Checked afterwards: an unlink marks the connection first and pauses the schedule then.
  const auto connection = context.store.load_connection(company_id);
  if (connection && connection->state == ConnectionState::connected) return true;
  throw_unless_done(schedule.pause(kDailySyncTask, company_id));
  return false;
}

}  // namespace gup
