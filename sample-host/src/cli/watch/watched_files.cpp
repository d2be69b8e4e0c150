#include "cli/watch/watched_files.hpp"

#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "plugins/loading/load_plugins.hpp"

namespace sample_host {
namespace {

/// Where the plugin's library is, or will be once it is built; "" if the manifest does not say.
std::filesystem::path library_of(const std::filesystem::path& file) {
  try {
    const auto manifest = host_sdk::loader::read_manifest(file);
    try {
      return host_sdk::loader::find_library(manifest, library_folders());
    } catch (const host_sdk::loader::LoadError&) {
      return file.parent_path() / manifest.library;
    }
  } catch (const host_sdk::yaml::YamlError&) {
    // The host reports it when it loads the plugin.
    return {};
  }
}

}  // namespace

std::vector<std::filesystem::path> watched_files(const Config& config) {
  std::vector<std::filesystem::path> files{config.file};
  for (const auto& plugin : config.plugins) {
    files.push_back(plugin.manifest);
    if (!plugin.settings.empty()) files.push_back(plugin.settings);
    if (auto library = library_of(plugin.manifest); !library.empty()) files.push_back(std::move(library));
  }
  return files;
}

FileStamps stamps_of(const std::vector<std::filesystem::path>& files) {
  FileStamps stamps;
  for (const auto& file : files) {
    struct stat state {};
    auto& stamp = stamps[file];
    if (::stat(file.c_str(), &state) != 0) continue;
    stamp = {state.st_ino, state.st_size,
             static_cast<std::int64_t>(state.st_mtim.tv_sec) * 1'000'000'000 + state.st_mtim.tv_nsec};
  }
  return stamps;
}

}  // namespace sample_host
