#include "plugins/loading/plugin_catalog.hpp"

#include <algorithm>

#include "host_sdk/loader/guard.hpp"
#include "plugins/loading/crash_report.hpp"
#include "services/log.hpp"

namespace sample_host {
namespace {

/// 1 to `most` characters of a-z, 0-9 and those of `extra`.
bool is_word(std::string_view text, std::size_t most, std::string_view extra) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || extra.find(c) != std::string_view::npos;
  });
}

template <typename Entries, typename Key>
auto* find_by(const Entries& entries, Key key, std::string_view wanted) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return key(entry) == wanted; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

/// A plugin's hooks, before they are accepted.
struct PluginCatalog::Found {
  std::vector<PageEntry> pages;
  std::vector<TaskEntry> tasks;
  std::vector<ProviderEntry> providers;
};

PluginCatalog::~PluginCatalog() {
  stop();
}

void PluginCatalog::refuse(PluginRefusal refusal) {
  put_refusal(std::move(refusal));
}

/// Replaces the former refusal of a plugin that waited. A manifest may be listed twice by mistake.
void PluginCatalog::put_refusal(PluginRefusal refusal) {
  const std::unique_lock lock(mutex_);
  std::erase_if(refusals_,
                [&](const auto& former) { return former.waiting && former.manifest == refusal.manifest; });
  refusals_.push_back(std::move(refusal));
}

/// Collects the hooks' identities. Returns the reason if one of them cannot be used.
std::string PluginCatalog::collect(const LoadedPlugin& plugin, Found& found) const {
  for (auto* page : plugin.loaded.hooks().settings_pages) {
    PageEntry entry{page->identity(), page, &plugin};
    const auto& slug = entry.identity.slug;
    if (!is_word(slug, 64, "-")) return "its settings page has the malformed slug '" + slug + "'";
    if (find_page(slug) != nullptr || find_by(
                                          found.pages, [](auto& e) { return e.identity.slug; }, slug)) {
      return "the slug '" + slug + "' is already used by another settings page";
    }
    found.pages.push_back(std::move(entry));
  }
  for (auto* task : plugin.loaded.hooks().scheduled_tasks) {
    TaskEntry entry{task->task_id(), task->title(), task->default_period(), task, &plugin};
    if (!is_word(entry.id, 128, "-._")) return "its task has the malformed id '" + entry.id + "'";
    if (entry.period == std::chrono::seconds{0}) entry.period = plugin.loaded.manifest().schedule;
    if (entry.period < std::chrono::minutes{1} || entry.period > std::chrono::days{31}) {
      return "its task '" + entry.id + "' has a period outside 1 minute to 31 days";
    }
    if (find_task(entry.id) != nullptr || find_by(
                                              found.tasks, [](auto& e) { return e.id; }, entry.id)) {
      return "the task id '" + entry.id + "' is already used by another task";
    }
    found.tasks.push_back(std::move(entry));
  }
  for (auto* provider : plugin.loaded.hooks().user_providers) {
    ProviderEntry entry{provider->provider_id(), provider->display_name(), provider, &plugin};
    if (!is_word(entry.id, 64, "-._")) return "its provider has the malformed id '" + entry.id + "'";
    if (find_provider(entry.id) != nullptr || find_by(
                                                  found.providers, [](auto& e) { return e.id; }, entry.id)) {
      return "the provider id '" + entry.id + "' is already used by another provider";
    }
    found.providers.push_back(std::move(entry));
  }
  return {};
}

void PluginCatalog::add(std::unique_ptr<LoadedPlugin> plugin) {
  const auto& manifest = plugin->info.manifest;
  const auto refusal_of = [&](const std::string& why) {
    return PluginRefusal{manifest, manifest.string() + " was refused: " + why};
  };
  const RunningHook running(plugin->info.id, "start");
  const auto started = plugin->loaded.start(*plugin->services, plugin->info.settings.string());
  if (!started.done()) {
    const bool waits = started.code == host_sdk::ResultCode::try_again;
    put_refusal(waits ? PluginRefusal{manifest,
                                      manifest.string() + " is not started yet: " + started.sentence +
                                          " A serving host tries again automatically.",
                                      true, "Nothing, unless this persists: the host retries automatically."}
                      : refusal_of(started.sentence));
    const std::unique_lock lock(mutex_);
    // A start that fails half-way may leave something behind that uses the services.
    (waits ? waiting_ : failed_).push_back(std::move(plugin));
    return;
  }
  Found found;
  std::string sentence;
  if (const auto thrown = host_sdk::loader::thrown_by([&] { sentence = collect(*plugin, found); })) {
    sentence = "one of its hooks threw when asked for its id: " + *thrown;
  }
  if (!sentence.empty()) {
    put_refusal(refusal_of(sentence));
    const RunningHook stopping(plugin->info.id, "stop");
    const auto stopped = plugin->loaded.stop();
    if (!stopped.done())
      log_.error(
          "", LogLine("plugin_stop_failed").with("plugin", plugin->info.id).with("reason", stopped.sentence));
    return;
  }
  log_.info("",
            LogLine("plugin_started").with("plugin", plugin->info.id).with("version", plugin->info.version));
  accept(std::move(plugin), std::move(found));
}

void PluginCatalog::accept(std::unique_ptr<LoadedPlugin> plugin, Found found) {
  const std::unique_lock lock(mutex_);
  std::erase_if(refusals_, [&](const auto& former) {
    return former.waiting && former.manifest == plugin->info.manifest;
  });
  std::move(found.pages.begin(), found.pages.end(), std::back_inserter(pages_));
  std::move(found.tasks.begin(), found.tasks.end(), std::back_inserter(tasks_));
  std::move(found.providers.begin(), found.providers.end(), std::back_inserter(providers_));
  plugins_.push_back(std::move(plugin));
}

bool PluginCatalog::retry_starts() {
  std::deque<std::unique_ptr<LoadedPlugin>> waiting;
  {
    const std::unique_lock lock(mutex_);
    waiting.swap(waiting_);
  }
  for (auto& plugin : waiting) add(std::move(plugin));
  return has_waiting();
}

bool PluginCatalog::has_waiting() const {
  const std::shared_lock lock(mutex_);
  // While `retry_starts` runs, too.
  return std::ranges::any_of(refusals_, &PluginRefusal::waiting);
}

void PluginCatalog::stop(const std::set<std::string>& blocked) noexcept {
  if (stopped_) return;
  stopped_ = true;
  for (auto plugin = plugins_.rbegin(); plugin != plugins_.rend(); ++plugin) {
    const auto& id = (*plugin)->info.id;
    if (blocked.contains(id)) {
      log_.error(
          "",
          LogLine("plugin_not_stopped").with("plugin", id).with("reason", "a call of its page does not end"));
      continue;
    }
    const RunningHook running(id, "stop");
    const auto stopped = (*plugin)->loaded.stop();
    if (!stopped.done())
      log_.error("", LogLine("plugin_stop_failed").with("plugin", id).with("reason", stopped.sentence));
  }
}

std::vector<const LoadedPlugin*> PluginCatalog::plugins() const {
  const std::shared_lock lock(mutex_);
  std::vector<const LoadedPlugin*> all;
  for (const auto& plugin : plugins_) all.push_back(plugin.get());
  return all;
}
std::vector<PluginRefusal> PluginCatalog::refusals() const {
  const std::shared_lock lock(mutex_);
  return refusals_;
}
std::vector<PageEntry> PluginCatalog::pages() const {
  const std::shared_lock lock(mutex_);
  return {pages_.begin(), pages_.end()};
}
std::vector<TaskEntry> PluginCatalog::tasks() const {
  const std::shared_lock lock(mutex_);
  return {tasks_.begin(), tasks_.end()};
}
std::vector<ProviderEntry> PluginCatalog::providers() const {
  const std::shared_lock lock(mutex_);
  return {providers_.begin(), providers_.end()};
}

const PageEntry* PluginCatalog::find_page(std::string_view slug) const {
  const std::shared_lock lock(mutex_);
  return find_by(
      pages_, [](const auto& entry) { return entry.identity.slug; }, slug);
}
const TaskEntry* PluginCatalog::find_task(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  return find_by(
      tasks_, [](const auto& entry) { return entry.id; }, id);
}
const ProviderEntry* PluginCatalog::find_provider(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  return find_by(
      providers_, [](const auto& entry) { return entry.id; }, id);
}

}  // namespace sample_host
