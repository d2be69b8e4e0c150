// A plugin's manifest: what the host knows before it touches the library.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::loader {

/// The version of the SDK, as in `1.0`.
struct SdkVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  friend bool operator==(const SdkVersion&, const SdkVersion&) = default;
};

/// The three doors that a plugin can have.
enum class HookKind : std::uint8_t { settings_page = 0, scheduled_task = 1, user_provider = 2 };

/// The word for a hook in a manifest: `settings_page`.
[[nodiscard]] std::string_view name_of(HookKind hook);

/// A `*.plugin.yaml`:
///
///     id: hello                    # 1 to 63 characters of a-z, 0-9, '-'; equal to the library's
///     name: Hello                  # as shown, at most 80 bytes
///     version: 1.0.0               # equal to the library's
///     sdk: 1.0                     # the SDK that the plugin was built with
///     library: hello.so            # a bare name: beside the manifest, then in the host's folders
///     hooks: [settings_page]       # of settings_page, scheduled_task, user_provider; each once
///     redirect_origins: [https://accounts.example.com]   # optional
///     redirect_origin_settings: [example.endpoint]       # optional; keys of the settings file whose origins
///                                                        # are allowed as well
///     schedule: 24h                # optional; how often scheduled tasks run by default, 1m to 31d
struct PluginManifest {
  /// The manifest itself.
  std::filesystem::path file;
  std::string id;
  std::string name;
  std::string version;
  SdkVersion sdk;
  /// As written.
  std::string library;
  std::vector<HookKind> hooks;
  /// Where the plugin's pages may send a browser, in the form that `origin_of` gives.
  std::vector<std::string> redirect_origins;
  /// Keys of the plugin's settings file, as paths with dots: the origins of the addresses there count like
  /// `redirect_origins`, so that a deployment's own endpoint needs no second setting in the host.
  std::vector<std::string> redirect_origin_settings;
  std::chrono::seconds schedule = std::chrono::hours{24};
};

/// Reads a manifest. Throws yaml::YamlError ("FILE:LINE: key 'x': sentence") for whatever is not as above.
/// [any]
[[nodiscard]] PluginManifest read_manifest(const std::filesystem::path& file);

/// Where the manifest's library lies: a bare name beside the manifest, then in `folders`, in their order; a
/// path with a slash from the manifest's folder. Throws LoadError when there is no such file. [any]
[[nodiscard]] std::filesystem::path find_library(const PluginManifest& manifest,
                                                 const std::vector<std::filesystem::path>& folders);

}  // namespace host_sdk::loader
