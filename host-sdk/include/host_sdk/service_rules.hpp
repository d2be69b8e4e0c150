// The rules for the arguments of services, for hosts and fakes.
#pragma once

#include <algorithm>
#include <string_view>

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

}  // namespace host_sdk
