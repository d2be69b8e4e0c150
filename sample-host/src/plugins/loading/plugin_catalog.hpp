// The plugins of this host: what is loaded, what was refused and why, and what each brings.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/loader/plugin_loader.hpp"
#include "host_sdk/services/host_services.hpp"
#include "plugins/loading/call_guard.hpp"

namespace sample_host {

class Log;

/// What the manifest and host.yaml say of a plugin.
struct PluginInfo {
  std::string id;
  /// As shown to people.
  std::string name;
  std::string version;
  std::filesystem::path manifest;
  std::filesystem::path library;
  std::filesystem::path settings;
  /// To which the plugin may redirect browsers, normalized: `https://accounts.google.com`.
  std::vector<std::string> redirect_origins;
};

/// One loaded and started plugin.
struct LoadedPlugin {
  PluginInfo info;
  /// Outlives the plugin's stop.
  std::unique_ptr<host_sdk::HostServices> services;
  host_sdk::loader::LoadedPlugin loaded;
};

/// A plugin that the host does not use, and one sentence that says why.
struct PluginRefusal {
  std::filesystem::path manifest;
  std::string sentence;
};

struct PageEntry {
  host_sdk::PageIdentity identity;
  host_sdk::SettingsPage* page = nullptr;
  const LoadedPlugin* plugin = nullptr;
};
struct TaskEntry {
  std::string id;
  std::string title;
  std::chrono::seconds period{0};
  host_sdk::ScheduledTask* task = nullptr;
  const LoadedPlugin* plugin = nullptr;
};
struct ProviderEntry {
  std::string id;
  std::string display_name;
  host_sdk::UserProvider* provider = nullptr;
  const LoadedPlugin* plugin = nullptr;
};

/// Filled once, by `add`, before anything reads; afterwards it does not change until `stop`. Reading is
/// thread-safe then.
class PluginCatalog {
 public:
  explicit PluginCatalog(Log& log) : log_(log), guard_(log) {}
  ~PluginCatalog();
  PluginCatalog(const PluginCatalog&) = delete;
  PluginCatalog& operator=(const PluginCatalog&) = delete;

  /// Starts a plugin and takes over its pages, tasks and providers. A plugin that does not start, or whose
  /// slugs or ids are taken or malformed, becomes a refusal.
  void add(std::unique_ptr<LoadedPlugin> plugin);
  void refuse(PluginRefusal refusal);

  /// Stops the plugins in the reverse order of their start. May be called twice.
  void stop() noexcept;

  [[nodiscard]] const std::vector<std::unique_ptr<LoadedPlugin>>& plugins() const { return plugins_; }
  [[nodiscard]] const std::vector<PluginRefusal>& refusals() const { return refusals_; }
  [[nodiscard]] const std::vector<PageEntry>& pages() const { return pages_; }
  [[nodiscard]] const std::vector<TaskEntry>& tasks() const { return tasks_; }
  [[nodiscard]] const std::vector<ProviderEntry>& providers() const { return providers_; }

  [[nodiscard]] const LoadedPlugin* find_plugin(std::string_view id) const;
  [[nodiscard]] const PageEntry* find_page(std::string_view slug) const;
  [[nodiscard]] const TaskEntry* find_task(std::string_view id) const;
  [[nodiscard]] const ProviderEntry* find_provider(std::string_view id) const;

  /// Every call into a plugin goes through it.
  [[nodiscard]] const CallGuard& guard() const { return guard_; }

 private:
  struct Found;
  [[nodiscard]] std::string collect(const LoadedPlugin& plugin, Found& found) const;

  Log& log_;
  CallGuard guard_;
  bool stopped_ = false;
  std::vector<std::unique_ptr<LoadedPlugin>> plugins_;
  std::vector<std::unique_ptr<LoadedPlugin>> failed_;
  std::vector<PluginRefusal> refusals_;
  std::vector<PageEntry> pages_;
  std::vector<TaskEntry> tasks_;
  std::vector<ProviderEntry> providers_;
};

}  // namespace sample_host
