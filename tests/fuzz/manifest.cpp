// The manifests of plugins.
#include "host_sdk/loader/manifest.hpp"

#include "host_sdk/network.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "target.hpp"

using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const gup::fuzz::MemoryFile file(gup::fuzz::text_of(data, size));
  try {
    const auto manifest = host_sdk::loader::read_manifest(file.path());
    require(!manifest.id.empty() && manifest.id.size() <= 63 && !manifest.hooks.empty());
    for (const auto& origin : manifest.redirect_origins)
      require(host_sdk::origin_of(origin) == origin && host_sdk::is_trustworthy(origin));
  } catch (const host_sdk::yaml::YamlError& error) {
    require(error.line() >= 0 && !error.sentence().empty());
  }
  return 0;
}
