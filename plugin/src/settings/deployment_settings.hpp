// The operator's settings for all companies.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "model/settings/sync_settings.hpp"
#include "settings/google_settings.hpp"

namespace gup {

struct DeploymentSettings {
  GoogleClientSettings google;
  /// The time from one daily sync of a company to the next.
  std::chrono::seconds every = std::chrono::hours{24};
  /// A company's settings until it saves its own.
  SyncSettings defaults;
};

/// Reads the plugin's settings file. `default_every` applies if the file has no `sync.every`. Throws
/// `host_sdk::yaml::YamlError` with file, line and key for unknown keys, wrong types, values out of range,
/// unreadable secrets, and invalid endpoints. [lifecycle]
[[nodiscard]] DeploymentSettings read_deployment_settings(
    const std::filesystem::path& file, std::chrono::seconds default_every = std::chrono::hours{24});

/// Returns the reason `url` is not a valid endpoint, or "" if it is: https, or http on a loopback address,
/// without user name, query and fragment. [any]
[[nodiscard]] std::string endpoint_problem(const std::string& url);

}  // namespace gup
