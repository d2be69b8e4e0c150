// What the operator of the platform sets for all companies.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "model/sync_settings.hpp"
#include "settings/google_settings.hpp"

namespace gup {

struct DeploymentSettings {
  GoogleClientSettings google;
  /// The time from one daily sync of a company to the next.
  std::chrono::seconds every = std::chrono::hours{24};
  /// What stands for a company until it saves its own.
  SyncSettings defaults;
};

/// Reads the plugin's settings. Throws `host_sdk::yaml::YamlError` with file, line and key for unknown keys,
/// wrong types, values out of range, secrets that cannot be read, and endpoints that are neither https nor on
/// a loopback address. `default_every` counts where the file has no `sync.every`. [lifecycle]
[[nodiscard]] DeploymentSettings read_deployment_settings(
    const std::filesystem::path& file, std::chrono::seconds default_every = std::chrono::hours{24});

/// Why `url` cannot be an endpoint of Google, or empty when it can: https, or http on a loopback address;
/// without user, query and fragment. [any]
[[nodiscard]] std::string endpoint_problem(const std::string& url);

}  // namespace gup
