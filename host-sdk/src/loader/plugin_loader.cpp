#include "host_sdk/loader/plugin_loader.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <boost/dll/shared_library.hpp>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "host_sdk/loader/entry_reader.hpp"
#include "host_sdk/loader/guard.hpp"

namespace host_sdk::loader {
namespace {

/// Keeps a library for the rest of the process, exit included: anything may still refer to its code (a
/// vtable, a thread_local's destructor, an exception's what()).
const boost::dll::shared_library& keep_loaded(boost::dll::shared_library library) {
  static std::mutex mutex;
  static auto& libraries = *new std::deque<boost::dll::shared_library>;
  const std::scoped_lock lock(mutex);
  return libraries.emplace_back(std::move(library));
}

constexpr const char* kInStart = "do in start() what can fail, and return a Result";

/// The symbol as C++ spells it, or `symbol` if it is not a mangled name.
std::string demangled(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && name ? name.get() : symbol;
}

/// The dynamic linker's own message, without Boost.DLL's text around it and with C++ names demangled.
std::string linker_message(std::string_view message) {
  constexpr std::string_view kBefore = "(dlerror system message: ";
  const auto start = message.find(kBefore);
  const auto end = message.rfind("): ");
  if (start != std::string_view::npos && end != std::string_view::npos && end >= start + kBefore.size())
    message = message.substr(start + kBefore.size(), end - start - kBefore.size());

  constexpr std::string_view kSymbol = "undefined symbol: ";
  const auto at = message.find(kSymbol);
  if (at == std::string_view::npos) return std::string(message);
  const auto symbol = message.substr(at + kSymbol.size());
  // A version may follow: "undefined symbol: f, version LIB_2".
  const auto length = std::min(symbol.find_first_of(", ("), symbol.size());
  return std::string(message.substr(0, at + kSymbol.size())) +
         demangled(std::string(symbol.substr(0, length))) + std::string(symbol.substr(length));
}

/// What to do about a message of the dynamic linker.
std::string linker_remedy(std::string_view message) {
  if (message.find("undefined symbol") != std::string_view::npos)
    return "link the library that defines it with target_link_libraries()";
  if (message.find("cannot open shared object file") != std::string_view::npos)
    return "install the package that contains this library";
  return "look at the output of ldd for this file";
}

const EntryBlock& load_block(const std::filesystem::path& file) {
  using boost::dll::load_mode::rtld_local;
  using boost::dll::load_mode::rtld_now;
  try {
    const auto& library = keep_loaded(boost::dll::shared_library(file, rtld_now | rtld_local));
    return library.get<EntryBlock>(std::string(kEntrySymbol));
  } catch (const boost::dll::fs::system_error& error) {
    const std::string message = linker_message(error.what());
    throw LoadError(file, "the dynamic linker failed: " + message + ": " + linker_remedy(message));
  }
}

Plugin& create(const EntryBlock& block, const std::filesystem::path& file) {
  if (block.create == nullptr)
    throw LoadError(file, "its entry block has no create function: define it with HOST_SDK_PLUGIN");
  Plugin* plugin = nullptr;
  if (const auto thrown = thrown_by([&] { plugin = block.create(); }))
    throw LoadError(file, "create() threw: " + *thrown + ": " + kInStart);
  if (plugin == nullptr) throw LoadError(file, "create() returned no plugin: define it with HOST_SDK_PLUGIN");
  return *plugin;
}

/// How the plugin's hooks differ from those of its manifest; "" if they do not. Follows "The plugin 'x' ".
std::string hook_difference(const PluginManifest& manifest, const Hooks& hooks) {
  const auto check = [&](HookKind kind, const auto& offered) -> std::string {
    const std::string name(name_of(kind));
    const bool named = std::find(manifest.hooks.begin(), manifest.hooks.end(), kind) != manifest.hooks.end();
    if (std::find(offered.begin(), offered.end(), nullptr) != offered.end())
      return "returned a null " + name + " hook; return no pointer for a hook that it lacks";
    if (named && offered.empty())
      return "lacks the hook " + name + ", which its manifest names; remove it from the key 'hooks'";
    if (!named && !offered.empty())
      return "has the hook " + name + ", which its manifest does not name; add it to the key 'hooks'";
    return {};
  };
  std::string difference = check(HookKind::settings_page, hooks.settings_pages);
  if (difference.empty()) difference = check(HookKind::scheduled_task, hooks.scheduled_tasks);
  if (difference.empty()) difference = check(HookKind::user_provider, hooks.user_providers);
  if (difference.empty() && std::ranges::find(hooks.metric_sources, nullptr) != hooks.metric_sources.end())
    return "returned a null metric source; return no pointer for a source that it lacks";
  return difference;
}

}  // namespace

LoadedPlugin::LoadedPlugin(PluginManifest manifest, std::filesystem::path library, Plugin& plugin)
    : manifest_(std::move(manifest)), library_(std::move(library)), plugin_(&plugin) {}

Result LoadedPlugin::start(HostServices& host, const std::string& settings_file) {
  const Result result = guarded(manifest_.id, "start", [&] { return plugin_->start(host, settings_file); });
  if (!result.done()) return result;
  started_ = true;

  Result collected = guarded(manifest_.id, "hooks", [&] {
    hooks_ = {plugin_->settings_pages(), plugin_->scheduled_tasks(), plugin_->user_providers(),
              plugin_->metric_sources(), static_cast<UserRelease*>(plugin_->find_hook(UserRelease::kId))};
    const std::string difference = hook_difference(manifest_, hooks_);
    return difference.empty() ? Result::ok()
                              : Result::failed(ResultCode::operator_action,
                                               "The plugin '" + manifest_.id + "' " + difference + ".");
  });
  if (collected.done()) return result;

  const Result stopped = stop();
  if (!stopped.done()) collected.sentence += " " + stopped.sentence;
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
    throw LoadError(manifest.file, "a plugin with the id " + manifest.id +
                                       " is already loaded: remove one of the two from the host's plugins");
  const std::filesystem::path library = find_library(manifest, library_folders_);
  const PluginFile file = read_plugin_file(library);
  check_entry_block(file.entry, manifest, library);
  check_needed_libraries(file.needed_libraries, library);

  const EntryBlock& block = load_block(library);
  // The file may have been replaced meanwhile, and a static constructor may have written to the block.
  check_entry_block(block, manifest, library);
  Plugin& plugin = create(block, library);
  loaded_ids_.insert(manifest.id);
  return {manifest, library, plugin};
}

}  // namespace host_sdk::loader
