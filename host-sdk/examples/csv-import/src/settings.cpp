#include "settings.hpp"

#include "host_sdk/yaml/strict_reader.hpp"

namespace csv_import_plugin {

Settings read_settings(const std::filesystem::path& file) {
  const auto root = host_sdk::yaml::read_file(file);
  Settings settings;
  settings.folder = root.path("folder");
  root.finish();
  return settings;
}

}  // namespace csv_import_plugin
