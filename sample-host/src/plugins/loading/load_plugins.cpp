#include "plugins/loading/load_plugins.hpp"

#include <stdlib.h>  // mkdtemp

#include <string>
#include <utility>

#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/loader/plugin_loader.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "plugins/loading/crash_report.hpp"
#include "plugins/loading/plugin_catalog.hpp"

namespace sample_host {
namespace {

using host_sdk::loader::LoadError;
using host_sdk::loader::PluginLoader;
using host_sdk::loader::PluginManifest;

std::vector<std::string> redirect_origins(const PluginConfig& config, const PluginManifest& manifest) {
  auto origins = host_sdk::loader::redirect_origins(manifest, config.settings);
  origins.insert(origins.end(), config.redirect_origins.begin(), config.redirect_origins.end());
  return origins;
}

/// A copy of a library that lives until it is loaded. A build that writes over the original file would write
/// over the code that runs, which ends the process.
class PrivateCopy {
 public:
  explicit PrivateCopy(const std::filesystem::path& library) {
    std::string folder = (std::filesystem::temp_directory_path() / "sample-host-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)
      throw LoadError(library, "it cannot be copied, because no folder can be created as " + folder);
    file_ = std::filesystem::path(folder) / library.filename();
    std::error_code error;
    if (!std::filesystem::copy_file(library, file_, error)) {
      remove();
      throw LoadError(library, "it cannot be copied to " + folder + ": " + error.message());
    }
  }
  ~PrivateCopy() { remove(); }
  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  void remove() const {
    std::error_code stays_in_the_temporary_folder;
    std::filesystem::remove_all(file_.parent_path(), stays_in_the_temporary_folder);
  }
  std::filesystem::path file_;
};

/// A loaded plugin, and the library of its manifest.
struct Loaded {
  host_sdk::loader::LoadedPlugin plugin;
  std::filesystem::path library;
};

Loaded load(PluginLoader& loader, PluginManifest manifest, bool private_copy) {
  // Static constructors and `create()` are the plugin's code.
  const RunningHook running(manifest.id, "load");
  if (!private_copy) {
    auto plugin = loader.load(manifest);
    auto library = plugin.library();
    return {std::move(plugin), std::move(library)};
  }
  const auto library = host_sdk::loader::find_library(manifest, library_folders());
  const PrivateCopy copy(library);
  manifest.library = copy.file().string();
  try {
    return {loader.load(manifest), library};
  } catch (const LoadError& error) {
    throw LoadError(library, error.reason());
  }
}

}  // namespace

std::vector<std::filesystem::path> library_folders() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return {program.parent_path() / ".." / "lib", program.parent_path() / ".." / "lib" / "sample-host",
          program.parent_path()};
}

void load_plugins(const Config& config, const SharedServices& shared, PluginCatalog& catalog) {
  PluginLoader loader(library_folders());
  for (const auto& plugin : config.plugins) {
    try {
      const auto manifest = host_sdk::loader::read_manifest(plugin.manifest);
      auto origins = redirect_origins(plugin, manifest);
      auto loaded = load(loader, manifest, config.private_copies);
      PluginInfo info{manifest.id,    manifest.name,   manifest.version,  plugin.manifest,
                      loaded.library, plugin.settings, std::move(origins)};
      auto services = make_plugin_services(shared, manifest.id, manifest.schedule);
      catalog.add(std::make_unique<LoadedPlugin>(
          LoadedPlugin{std::move(info), std::move(services), std::move(loaded.plugin)}));
    } catch (const host_sdk::yaml::YamlError& e) {
      catalog.refuse({plugin.manifest, e.what(), false, "Correct the file, then restart the host."});
    } catch (const LoadError& e) {
      catalog.refuse({plugin.manifest, e.what(), false,
                      "Install the plugin's library as it was built for this host, then restart the host."});
    }
  }
}

}  // namespace sample_host
