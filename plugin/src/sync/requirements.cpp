#include "sync/requirements.hpp"

#include <charconv>
#include <utility>

namespace gup {

using host_sdk::ResultCode;

Connection connection_for_sync(Store& store, const std::string& company_id) {
  auto connection = store.load_connection(company_id);
  if (!connection || connection->state == ConnectionState::not_connected)
    throw Failure(ResultCode::refused,
                  "This company is not connected to Google yet: press CONNECT TO GOOGLE first.");
  if (connection->state == ConnectionState::unlinking)
    throw Failure(ResultCode::refused,
                  "This company's integration is being unlinked: repeat Unlink to finish that.");
  if (connection->state == ConnectionState::reconnect_needed)
    throw Failure(ResultCode::access_lost, connection->problem_text);
  return *std::move(connection);
}

SavedSettings settings_for_sync(Store& store, const std::string& company_id, const SyncSettings& deployment) {
  auto saved = store.load_settings(company_id);
  if (!saved)
    throw Failure(ResultCode::refused,
                  "The sync is not set up yet: choose a sync source and a sync method and press START SYNC.");
  saved->settings = with_deployment(std::move(saved->settings), deployment);
  return *std::move(saved);
}

std::string name_of_target(Store& store, const std::string& company_id, const SyncSettings& settings) {
  const std::string& target = settings.target_group;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(target.data(), target.data() + target.size(), id);
  if (settings.method != SyncMethod::target_group || error != std::errc{} ||
      end != target.data() + target.size())
    return "";
  const auto group = store.target_group(company_id, id);
  return group ? group->name : "";
}

Interruption cancel_by(RunMonitor& monitor) {
  return [&monitor] {
    if (monitor.cancel_requested()) throw Cancelled();
  };
}

Failure moved_too_often(const StateMoved& moved) {
  return {ResultCode::try_again,
          std::string("Target users changed in the host during the sync, three times in a row; nothing was "
                      "changed. (") +
              moved.what() + ")"};
}

}  // namespace gup
