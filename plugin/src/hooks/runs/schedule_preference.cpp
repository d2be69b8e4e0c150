#include "hooks/runs/schedule_preference.hpp"

#include "sync/names.hpp"

namespace gup {

bool daily_sync_wanted(const HookContext& context, const std::string& company_id) {
  std::optional<std::string> value;
  const host_sdk::Result result = context.host.secrets().get(company_id, kDailySyncWanted, value);
  // That it is there counts, even if the key that encrypted it was lost.
  if (result.code == host_sdk::ResultCode::operator_action) return true;
  require(result);
  return value.has_value();
}

void want_daily_sync(const HookContext& context, const std::string& company_id, bool wanted) {
  require(wanted ? context.host.secrets().put(company_id, kDailySyncWanted, "on")
                 : context.host.secrets().erase(company_id, kDailySyncWanted));
}

bool resume_daily_sync(const HookContext& context, const std::string& company_id, host_sdk::Timestamp first) {
  auto& schedule = context.host.schedule();
  if (schedule.next(kDailySyncTask, company_id)) return false;
  require(schedule.resume(kDailySyncTask, company_id, first));
  // Checked afterwards: an unlink marks the connection first and pauses the schedule then.
  const auto connection = context.store.load_connection(company_id);
  if (connection && connection->state == ConnectionState::connected) return true;
  require(schedule.pause(kDailySyncTask, company_id));
  return false;
}

}  // namespace gup
