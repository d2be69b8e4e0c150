// Loads plugins.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/optional_hooks/user_release.hpp"
#include "host_sdk/plugin_root.hpp"

namespace host_sdk::loader {

/// The hooks of a started plugin. The plugin owns them, until `stop` returns.
struct Hooks {
  std::vector<SettingsPage*> settings_pages;
  std::vector<ScheduledTask*> scheduled_tasks;
  std::vector<UserProvider*> user_providers;
  std::vector<MetricSource*> metric_sources;
  /// Null in plugins without it. @since 1.9
  UserRelease* user_release = nullptr;
};

/// A loaded plugin. Its library stays in the process until the process ends. Movable, not copyable; the
/// destructor neither stops nor unloads the plugin. One thread at a time may call functions that are not
/// const.
class LoadedPlugin {
 public:
  LoadedPlugin(PluginManifest manifest, std::filesystem::path library, Plugin& plugin);
  LoadedPlugin(LoadedPlugin&&) noexcept = default;
  LoadedPlugin& operator=(LoadedPlugin&&) noexcept = default;
  LoadedPlugin(const LoadedPlugin&) = delete;
  LoadedPlugin& operator=(const LoadedPlugin&) = delete;
  ~LoadedPlugin() = default;

  [[nodiscard]] const PluginManifest& manifest() const { return manifest_; }
  /// The absolute path of the library.
  [[nodiscard]] const std::filesystem::path& library() const { return library_; }

  /// Starts the plugin and collects its hooks; both calls are guarded. [lifecycle] Call it once, and again
  /// only after `try_again`. `host` must outlive `stop`; `settings_file` is an absolute path or empty.
  /// Errors: the plugin's own; `operator_action` if it throws, or if its hooks differ from those of the
  /// manifest, in which case it is stopped again. The sentence names the plugin or its settings file, and is
  /// never empty.
  Result start(HostServices& host, const std::string& settings_file);

  /// Stops the plugin; the call is guarded. Returns ok without effect if the plugin is not started.
  /// [lifecycle] No hook may be running.
  Result stop();

  [[nodiscard]] bool started() const { return started_; }
  /// Empty unless started. Make every call through these pointers with `guarded`.
  [[nodiscard]] const Hooks& hooks() const { return hooks_; }

 private:
  PluginManifest manifest_;
  std::filesystem::path library_;
  Plugin* plugin_;
  Hooks hooks_;
  bool started_ = false;
};

/// Loads plugins. Use one loader per process, from one thread at a time.
class PluginLoader {
 public:
  /// `library_folders`: searched for libraries without a slash in the name, after the manifest's own folder.
  explicit PluginLoader(std::vector<std::filesystem::path> library_folders = {})
      : library_folders_(std::move(library_folders)) {}

  /// Loads a plugin. First checks its file, so that no code of a refused plugin runs, static constructors
  /// included:
  ///  1. It exists, can be read, and is a shared library for this machine.
  ///  2. It exports the entry block, whose magic, size, SDK version, build signature, id and version fit.
  ///  3. It uses the shared C++ runtime.
  /// Then loads the library (`RTLD_NOW | RTLD_LOCAL`), checks the entry block again in memory and creates the
  /// root object. Throws LoadError. [lifecycle]
  [[nodiscard]] LoadedPlugin load(const PluginManifest& manifest);

 private:
  std::vector<std::filesystem::path> library_folders_;
  std::set<std::string> loaded_ids_;
};

}  // namespace host_sdk::loader
