#include "hooks/context.hpp"

#include "failure.hpp"

namespace gup {

SavedSettings settings_or_defaults(const HookContext& context, const std::string& company_id) {
  if (auto saved = context.store.load_settings(company_id)) {
    saved->settings = with_deployment(std::move(saved->settings), context.deployment.defaults);
    return *std::move(saved);
  }
  SavedSettings defaults;
  defaults.settings = context.deployment.defaults;
  return defaults;
}

bool job_runs(const HookContext& context, const std::string& company_id, const char* kind) {
  const auto status = context.host.jobs().status(company_id, kind);
  return status && status->running;
}

}  // namespace gup
