#include "zoo.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

namespace zoo {

using host_sdk::loader::PluginManifest;

std::filesystem::path animal(const std::string& name) {
  return std::filesystem::path(ZOO_ANIMALS) / (name + ".so");
}

Zoo::Zoo() {
  std::string pattern = ::testing::TempDir() + "zoo-XXXXXX";
  folder_ = ::mkdtemp(pattern.data());
  footprint_ = folder_ / "footprint";
  ::setenv("ZOO_FOOTPRINT", footprint_.c_str(), 1);
}

Zoo::~Zoo() {
  std::filesystem::remove_all(folder_);
}

PluginManifest Zoo::manifest_for(const std::filesystem::path& library) const {
  PluginManifest manifest;
  manifest.file = folder_ / "animal.plugin.yaml";
  manifest.id = "animal";
  manifest.name = "Animal";
  manifest.version = "1.0.0";
  manifest.sdk = {host_sdk::kSdkMajor, host_sdk::kSdkMinor};
  manifest.library = library.string();
  manifest.hooks = {host_sdk::loader::HookKind::scheduled_task};
  return manifest;
}

std::string Zoo::refusal_of(const PluginManifest& manifest) {
  try {
    (void)loader_.load(manifest);
  } catch (const host_sdk::loader::LoadError& error) {
    return error.what();
  }
  ADD_FAILURE() << manifest.library << " was loaded";
  return {};
}

std::string Zoo::refusal_of(const std::filesystem::path& library) {
  return refusal_of(manifest_for(library));
}

std::filesystem::path Zoo::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(folder_ / name, std::ios::binary) << bytes;
  return folder_ / name;
}

std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace zoo
