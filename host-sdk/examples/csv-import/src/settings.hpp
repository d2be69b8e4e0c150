// The settings of the deployment: csv-import.settings.yaml.
#pragma once

#include <filesystem>
#include <string>

namespace csv_import_plugin {

struct Settings {
  /// The folder with a file for each company.
  std::filesystem::path folder;

  [[nodiscard]] std::filesystem::path file_of(const std::string& company_id) const {
    return folder / (company_id + ".csv");
  }
};

/// Throws host_sdk::yaml::YamlError, with file, line and key.
[[nodiscard]] Settings read_settings(const std::filesystem::path& file);

}  // namespace csv_import_plugin
