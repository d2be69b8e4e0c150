// The manifest of a plugin.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::loader {

/// A version of the SDK, written `1.1`.
struct SdkVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  friend bool operator==(const SdkVersion&, const SdkVersion&) = default;
};

/// The hooks that a plugin can have.
enum class HookKind : std::uint8_t { settings_page = 0, scheduled_task = 1, user_provider = 2 };

/// The hook's name in a manifest: `settings_page`. [any]
[[nodiscard]] std::string_view name_of(HookKind hook);

/// A `*.plugin.yaml`:
///
///     id: hello                    # 1 to 63 characters of a-z, 0-9, '-'; equal to the library's
///     name: Hello                  # the display name, at most 80 bytes
///     version: 1.0.0               # equal to the library's
///     sdk: 1.6                     # equal to the library's; at most the host's
///     library: hello.so            # a name: searched next to the manifest, then in the host's folders;
///                                  # a path with a slash is relative to the manifest's folder
///     hooks: [settings_page]       # one or more of settings_page, scheduled_task, user_provider
///     redirect_origins: [https://accounts.example.com]   # optional
///     redirect_origin_settings: [example.endpoint]       # optional; keys of the settings file, whose
///                                                        # addresses add redirect origins
///     schedule: 24h                # optional; the default period of scheduled tasks, 1m to 31d
struct PluginManifest {
  /// The path of the manifest.
  std::filesystem::path file;
  std::string id;
  std::string name;
  std::string version;
  SdkVersion sdk;
  /// As in the manifest.
  std::string library;
  std::vector<HookKind> hooks;
  /// The origins to which the plugin's pages may redirect a browser, as `origin_of` returns them.
  std::vector<std::string> redirect_origins;
  /// Keys of the plugin's settings file, as paths with dots. The origins of those addresses are redirect
  /// origins as well, so that a deployment configures its endpoint only once.
  std::vector<std::string> redirect_origin_settings;
  std::chrono::seconds schedule = std::chrono::hours{24};
};

/// Reads a manifest. Throws yaml::YamlError ("FILE:LINE: key 'x': sentence") if it is invalid. [any]
[[nodiscard]] PluginManifest read_manifest(const std::filesystem::path& file);

/// Finds the manifest's library, and returns its absolute path. Searches for a name next to the manifest, and
/// then in `folders`, in order. A path with a slash is relative to the manifest's folder. Throws LoadError if
/// there is no such file. [any]
[[nodiscard]] std::filesystem::path find_library(const PluginManifest& manifest,
                                                 const std::vector<std::filesystem::path>& folders);

/// Returns the origins to which the plugin's pages may redirect and link: those of the manifest, and those of
/// the addresses in the settings file that its `redirect_origin_settings` name. Each once, sorted. Ignores a
/// settings file that cannot be read: the plugin reports its errors. `settings` may be empty. [any]
[[nodiscard]] std::vector<std::string> redirect_origins(const PluginManifest& manifest,
                                                        const std::filesystem::path& settings);

}  // namespace host_sdk::loader
