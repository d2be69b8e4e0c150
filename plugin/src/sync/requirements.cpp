#include "sync/requirements.hpp"

#include <utility>

#include "model/settings/target_group_choice.hpp"

namespace gup {

using host_sdk::ResultCode;

namespace {

/// The name of the selected target group. Empty if none is selected, or if the run creates it.
std::string name_of_target(TargetGroupStore& store, const std::string& company_id,
                           const SyncSettings& settings) {
  const std::int64_t id = target_group_choice(settings.target_group).id;
  if (settings.method != SyncMethod::target_group || id == 0) return "";
  const auto group = store.target_group(company_id, id);
  return group ? group->name : "";
}

}  // namespace

std::string not_connected_sentence(const std::string& consequence) {
  return host_sdk::tr("This company is not connected to Google.") + " " + consequence;
}

std::string being_unlinked_sentence(const std::string& consequence) {
  return host_sdk::tr("The integration is being unlinked.") + " " + consequence;
}

std::optional<Failure> why_not_usable(const std::optional<Connection>& connection) {
  switch (connection ? connection->state : ConnectionState::not_connected) {
    case ConnectionState::not_connected:
      return Failure(ResultCode::refused, not_connected_sentence());
    case ConnectionState::unlinking:
      return Failure(ResultCode::refused, being_unlinked_sentence());
    case ConnectionState::reconnect_needed:
      return Failure(ResultCode::access_lost, connection->problem_text);
    case ConnectionState::connected:
      break;
  }
  return std::nullopt;
}

Connection connection_for_sync(ConnectionStore& store, const std::string& company_id) {
  auto connection = store.load_connection(company_id);
  if (auto failure = why_not_usable(connection)) throw *std::move(failure);
  return *std::move(connection);
}

SavedSettings settings_for_sync(SettingsStore& store, const std::string& company_id,
                                const SyncSettings& deployment) {
  auto saved = store.load_settings(company_id);
  if (!saved) throw Failure(ResultCode::refused, host_sdk::tr(kNotSetUpSentence));
  saved->settings = with_deployment(std::move(saved->settings), deployment);
  return *std::move(saved);
}

RunBasis open_run(const RunContext& context, RunExecution& execution) {
  Run& run = execution.run();
  RunBasis basis{connection_for_sync(context.store, run.company_id), {}};
  auto saved = settings_for_sync(context.store, run.company_id, context.deployment);
  run.settings_revision = saved.revision;
  run.settings_used =
      SettingsUsed{saved.settings, {}, name_of_target(context.store, run.company_id, saved.settings)};
  execution.open();
  basis.settings = std::move(saved.settings);
  return basis;
}

Interruption cancel_by(RunMonitor& monitor) {
  return [&monitor] {
    if (monitor.cancel_requested()) throw Cancelled();
  };
}

}  // namespace gup
