// The plugins of this host: loaded ones with their hooks, and refused ones with the reason.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/loader/plugin_loader.hpp"
#include "host_sdk/services/host_services.hpp"
#include "plugins/loading/call_guard.hpp"

namespace sample_host {

class Log;

/// A plugin's entries in its manifest and in host.yaml.
struct PluginInfo {
  std::string id;
  /// The name as shown to people.
  std::string name;
  std::string version;
  std::filesystem::path manifest;
  std::filesystem::path library;
  std::filesystem::path settings;
  /// The origins that the plugin may redirect browsers to, normalized: `https://accounts.google.com`.
  std::vector<std::string> redirect_origins;
};

/// One loaded and started plugin.
struct LoadedPlugin {
  PluginInfo info;
  /// Outlives the plugin's stop.
  std::unique_ptr<host_sdk::HostServices> services;
  host_sdk::loader::LoadedPlugin loaded;
};

/// A refused plugin, the reason in one sentence, and what the operator does about it.
struct PluginRefusal {
  std::filesystem::path manifest;
  std::string sentence;
  /// Its start failed for now, so the host tries again.
  bool waiting = false;
  std::string remedy = "Correct this, then restart the host.";
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

/// Thread-safe. A plugin may be added while others are read, because its start was tried again; an entry
/// stays where it is until the catalog is destroyed.
class PluginCatalog {
 public:
  explicit PluginCatalog(Log& log) : log_(log), guard_(log) {}
  ~PluginCatalog();
  PluginCatalog(const PluginCatalog&) = delete;
  PluginCatalog& operator=(const PluginCatalog&) = delete;

  /// Starts a plugin and registers its pages, tasks and providers. Refuses a plugin that fails to start, or
  /// whose slugs or ids are malformed or already in use. One that answers `try_again` waits for
  /// `retry_starts`.
  void add(std::unique_ptr<LoadedPlugin> plugin);
  /// Starts the waiting plugins again. One thread at a time. Returns true if one still waits.
  bool retry_starts();
  /// Whether a plugin waits for `retry_starts`.
  [[nodiscard]] bool has_waiting() const;
  void refuse(PluginRefusal refusal);

  /// Stops the plugins in the reverse order of their start, except those of `blocked`: a plugin must not be
  /// stopped while one of its hooks runs. May be called twice.
  void stop(const std::set<std::string>& blocked = {}) noexcept;

  [[nodiscard]] std::vector<const LoadedPlugin*> plugins() const;
  [[nodiscard]] std::vector<PluginRefusal> refusals() const;
  [[nodiscard]] std::vector<PageEntry> pages() const;
  [[nodiscard]] std::vector<TaskEntry> tasks() const;
  [[nodiscard]] std::vector<ProviderEntry> providers() const;

  [[nodiscard]] const PageEntry* find_page(std::string_view slug) const;
  [[nodiscard]] const TaskEntry* find_task(std::string_view id) const;
  [[nodiscard]] const ProviderEntry* find_provider(std::string_view id) const;

  /// Guards every call into a plugin.
  [[nodiscard]] const CallGuard& guard() const { return guard_; }

 private:
  struct Found;
  [[nodiscard]] std::string collect(const LoadedPlugin& plugin, Found& found) const;
  void put_refusal(PluginRefusal refusal);
  void accept(std::unique_ptr<LoadedPlugin> plugin, Found found);

  Log& log_;
  CallGuard guard_;
  bool stopped_ = false;
  mutable std::shared_mutex mutex_;
  // Deques keep their entries where they are.
  std::deque<std::unique_ptr<LoadedPlugin>> plugins_;
  std::deque<std::unique_ptr<LoadedPlugin>> waiting_;
  std::deque<std::unique_ptr<LoadedPlugin>> failed_;
  std::vector<PluginRefusal> refusals_;
  std::deque<PageEntry> pages_;
  std::deque<TaskEntry> tasks_;
  std::deque<ProviderEntry> providers_;
};

}  // namespace sample_host
