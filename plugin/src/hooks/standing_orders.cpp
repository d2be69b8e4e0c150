#include "hooks/standing_orders.hpp"

namespace gup {
namespace {

constexpr const char* kName = "daily-sync";

}  // namespace

bool daily_sync_wanted(const HookContext& context, const std::string& company_id) {
  std::optional<std::string> value;
  require(context.host.secrets().get(company_id, kName, value));
  return value.has_value();
}

void want_daily_sync(const HookContext& context, const std::string& company_id, bool wanted) {
  require(wanted ? context.host.secrets().put(company_id, kName, "on")
                 : context.host.secrets().erase(company_id, kName));
}

}  // namespace gup
