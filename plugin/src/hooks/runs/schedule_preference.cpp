#include "hooks/runs/schedule_preference.hpp"

#include "sync/names.hpp"

namespace gup {

bool daily_sync_wanted(const HookContext& context, const std::string& company_id) {
  std::optional<std::string> value;
  require(context.host.secrets().get(company_id, kDailySyncWanted, value));
  return value.has_value();
}

void want_daily_sync(const HookContext& context, const std::string& company_id, bool wanted) {
  require(wanted ? context.host.secrets().put(company_id, kDailySyncWanted, "on")
                 : context.host.secrets().erase(company_id, kDailySyncWanted));
}

}  // namespace gup
