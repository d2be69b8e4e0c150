// Loads plugins, and refuses what must not be loaded.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/plugin.hpp"

namespace host_sdk::loader {

/// The hooks of a started plugin; owned by the plugin, until `stop` has returned.
struct Hooks {
  std::vector<SettingsPage*> settings_pages;
  std::vector<ScheduledTask*> scheduled_tasks;
  std::vector<UserProvider*> user_providers;
};

/// A plugin whose library is in the process for good. Movable, not copyable; destroying it neither stops nor
/// unloads the plugin. Not for use from two threads at once, except for the const functions.
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

  /// Starts the plugin and collects its hooks, guarded. [lifecycle] Once. `host` must outlive the plugin's
  /// stop; `settings_file` is absolute or empty. Errors: the plugin's own; `operator_action` when it threw or
  /// when its hooks are not those that the manifest names (it is stopped again then).
  Result start(HostServices& host, const std::string& settings_file);

  /// Stops the plugin, guarded; ok and without effect unless it is started. [lifecycle] No hook may be
  /// running.
  Result stop();

  [[nodiscard]] bool started() const { return started_; }
  /// Empty unless started. Guard every call through these pointers.
  [[nodiscard]] const Hooks& hooks() const { return hooks_; }

 private:
  PluginManifest manifest_;
  std::filesystem::path library_;
  Plugin* plugin_;
  Hooks hooks_;
  bool started_ = false;
};

/// Loads libraries. One for a process; not for use from two threads at once.
class PluginLoader {
 public:
  /// `library_folders`: where bare library names are looked up besides the manifest's own folder.
  explicit PluginLoader(std::vector<std::filesystem::path> library_folders = {})
      : library_folders_(std::move(library_folders)) {}

  /// Checks the library in the file, in this order: it exists and can be read; it is a shared library for
  /// this machine; it exports the entry block; magic, size, SDK version, build signature, id and version.
  /// Only then is it loaded (all symbols resolved at once, none shared with other libraries), the block
  /// checked again in memory and the root object asked for. So no code of a refused plugin runs, static
  /// constructors included, unless what is wrong shows in memory alone. Throws LoadError. [lifecycle]
  [[nodiscard]] LoadedPlugin load(const PluginManifest& manifest);

 private:
  std::vector<std::filesystem::path> library_folders_;
  std::set<std::string> loaded_ids_;
};

}  // namespace host_sdk::loader
