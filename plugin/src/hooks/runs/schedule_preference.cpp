#include "hooks/runs/schedule_preference.hpp"

#include "failure.hpp"
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
