// Shared code of the zoo's tests.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "host_sdk/loader/manifest.hpp"
#include "host_sdk/loader/plugin_loader.hpp"

namespace zoo {

/// The path of an animal's library.
[[nodiscard]] std::filesystem::path animal(const std::string& name);

/// Gives each test its own folder. ZOO_FOOTPRINT names a file in it that does not exist.
class Zoo : public ::testing::Test {
 protected:
  Zoo();
  ~Zoo() override;

  /// A manifest that matches a healthy animal.
  [[nodiscard]] host_sdk::loader::PluginManifest manifest_for(const std::filesystem::path& library) const;
  /// The sentence of the refusal. Fails the test if the library is loaded.
  [[nodiscard]] std::string refusal_of(const host_sdk::loader::PluginManifest& manifest);
  [[nodiscard]] std::string refusal_of(const std::filesystem::path& library);

  [[nodiscard]] bool code_ran() const { return std::filesystem::exists(footprint_); }
  /// Writes a file into the test's folder.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const;

  std::filesystem::path folder_;
  std::filesystem::path footprint_;
  host_sdk::loader::PluginLoader loader_;
};

/// The bytes of a file.
[[nodiscard]] std::string read(const std::filesystem::path& file);

}  // namespace zoo
