// The rules for the arguments of services, for hosts and fakes.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/company_leases.hpp"
#include "host_sdk/services/company_settings.hpp"

namespace host_sdk {

/// Whether `HostServices::callback_url` has an address of this name: 1 to 32 characters of a-z, 0-9 and '-'.
/// [any]
/// @since 1.7
[[nodiscard]] constexpr bool is_callback_name(std::string_view name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// Whether a task can be one of the plugin's: its id is the plugin's id, a dot and a word. [any] @since 1.7
[[nodiscard]] constexpr bool is_task_of(std::string_view plugin_id, std::string_view task_id) {
  return task_id.size() > plugin_id.size() + 1 && task_id.starts_with(plugin_id) &&
         task_id[plugin_id.size()] == '.';
}

/// Whether `Jobs::start` takes this kind: 1 to 64 characters without spaces. [any] @since 1.7
[[nodiscard]] constexpr bool is_job_kind(std::string_view kind) {
  return !kind.empty() && kind.size() <= 64 &&
         std::all_of(kind.begin(), kind.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// Whether a company can have this id: 1 to 64 characters of a-z, 0-9, '-', '_'. [any] @since 1.9
[[nodiscard]] constexpr bool is_company_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

/// Whether a lease can have this name: 1 to 64 characters of a-z, 0-9, '-', '_', '.'. [any] @since 1.9
[[nodiscard]] constexpr bool is_lease_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

// What is wrong with the arguments of `CompanyLeases` and `CompanySettings`, in one sentence, or "". [any]
// @since 1.9

[[nodiscard]] std::string lease_problem(std::string_view company_id, std::string_view name);
[[nodiscard]] std::string holder_problem(std::string_view holder);
[[nodiscard]] std::string lifetime_problem(std::chrono::seconds lifetime);
[[nodiscard]] std::string settings_problem(const std::map<std::string, std::string>& values);

// The sentences of their refusals. [any] @since 1.9

/// Someone holds the lease.
[[nodiscard]] std::string lease_held(std::string_view name, const LeaseHolder& holder);
/// The lease is no longer the caller's; `holder` has it now, if anyone.
[[nodiscard]] std::string lease_lost(std::string_view name, const std::optional<LeaseHolder>& holder);
/// `current` was saved meanwhile.
[[nodiscard]] std::string settings_stale(const SettingsVersion& current);

/// What `SettingsVersion::saved_by` says: the actor's name, or the id of one without a name; at most 255
/// characters. [any] @since 1.9
[[nodiscard]] std::string saved_by(const Actor& actor);
/// How many versions `CompanySettings` keeps. @since 1.9
inline constexpr std::size_t kKeptSettings = 100;

}  // namespace host_sdk
