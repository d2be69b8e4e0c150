#include "host_sdk/loader/plugin_loader.hpp"

#include <algorithm>
#include <boost/dll/shared_library.hpp>
#include <deque>
#include <mutex>
#include <string_view>
#include <utility>

#include "host_sdk/loader/entry_reader.hpp"
#include "host_sdk/loader/guard.hpp"

namespace host_sdk::loader {
namespace {

/// Keeps a library for the rest of the process: code of a plugin may be on its way anywhere (a vtable, a
/// thread_local's destructor, an exception's what()), so nothing is ever unloaded, not even at exit.
const boost::dll::shared_library& keep_for_ever(boost::dll::shared_library library) {
  static std::mutex mutex;
  static auto& libraries = *new std::deque<boost::dll::shared_library>;
  const std::scoped_lock lock(mutex);
  return libraries.emplace_back(std::move(library));
}

/// The words of the dynamic linker out of Boost.DLL's message around them.
std::string linker_words(std::string_view message) {
  constexpr std::string_view kBefore = "(dlerror system message: ";
  const auto start = message.find(kBefore);
  const auto end = message.rfind("): ");
  if (start == std::string_view::npos || end == std::string_view::npos || end < start)
    return std::string(message);
  return std::string(message.substr(start + kBefore.size(), end - start - kBefore.size()));
}

const EntryBlock& load_block(const std::filesystem::path& file) {
  using boost::dll::load_mode::rtld_local;
  using boost::dll::load_mode::rtld_now;
  try {
    const auto& library = keep_for_ever(boost::dll::shared_library(file, rtld_now | rtld_local));
    return library.get<EntryBlock>(std::string(kEntrySymbol));
  } catch (const boost::dll::fs::system_error& error) {
    throw Refusal(file, "the dynamic linker says: " + linker_words(error.what()));
  }
}

Plugin& create(const EntryBlock& block, const std::filesystem::path& file) {
  if (block.create == nullptr) throw Refusal(file, "its entry block has no create function");
  Plugin* plugin = nullptr;
  if (const auto words = thrown_by([&] { plugin = block.create(); }))
    throw Refusal(file, "create() threw: " + *words);
  if (plugin == nullptr) throw Refusal(file, "create() returned no plugin");
  return *plugin;
}

/// What is wrong with the hooks that the plugin offers; empty if nothing.
std::string hook_problem(const PluginManifest& manifest, const Hooks& hooks) {
  const auto check = [&](HookKind kind, const auto& offered) -> std::string {
    const std::string name(name_of(kind));
    const bool named = std::find(manifest.hooks.begin(), manifest.hooks.end(), kind) != manifest.hooks.end();
    if (std::find(offered.begin(), offered.end(), nullptr) != offered.end())
      return "one of its " + name + " hooks is null";
    if (named && offered.empty()) return "the manifest names the hook " + name + ", which the plugin lacks";
    if (!named && !offered.empty())
      return "the plugin has the hook " + name + ", which the manifest does not name";
    return {};
  };
  std::string problem = check(HookKind::settings_page, hooks.settings_pages);
  if (problem.empty()) problem = check(HookKind::scheduled_task, hooks.scheduled_tasks);
  if (problem.empty()) problem = check(HookKind::user_provider, hooks.user_providers);
  return problem;
}

}  // namespace

LoadedPlugin::LoadedPlugin(PluginManifest manifest, std::filesystem::path library, Plugin& plugin)
    : manifest_(std::move(manifest)), library_(std::move(library)), plugin_(&plugin) {}

Result LoadedPlugin::start(HostServices& host, const std::string& settings_file) {
  const Result result = guarded(manifest_.id, "start", [&] { return plugin_->start(host, settings_file); });
  if (!result.done()) return result;
  started_ = true;

  Result collected = guarded(manifest_.id, "hooks", [&] {
    hooks_ = {plugin_->settings_pages(), plugin_->scheduled_tasks(), plugin_->user_providers()};
    const std::string problem = hook_problem(manifest_, hooks_);
    return problem.empty()
               ? Result::ok()
               : Result::failed(ResultCode::operator_action, library_.string() + " was refused: " + problem);
  });
  if (collected.done()) return result;

  const Result stopped = stop();
  if (!stopped.done()) collected.sentence += "; " + stopped.sentence;
  return collected;
}

Result LoadedPlugin::stop() {
  if (!started_) return Result::ok();
  started_ = false;
  hooks_ = {};
  return guarded(manifest_.id, "stop", [&] { plugin_->stop(); });
}

LoadedPlugin PluginLoader::load(const PluginManifest& manifest) {
  if (loaded_ids_.contains(manifest.id))
    throw Refusal(manifest.file, "a plugin with the id " + manifest.id + " is loaded already");
  const std::filesystem::path library = find_library(manifest, library_folders_);
  check_entry_block(read_entry_block(library), manifest, library);

  const EntryBlock& block = load_block(library);
  // The file may have been replaced in between, and a static constructor may have written to the block.
  check_entry_block(block, manifest, library);
  Plugin& plugin = create(block, library);
  loaded_ids_.insert(manifest.id);
  return {manifest, library, plugin};
}

}  // namespace host_sdk::loader
