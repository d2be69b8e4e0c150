// The plugin's root: reads the settings, opens the database, and lends the hooks to the host.
#include "host_sdk/plugin.hpp"

#include <optional>

#include "host_sdk/yaml/strict_reader.hpp"
#include "importer.hpp"
#include "page.hpp"

namespace csv_import_plugin {

using namespace host_sdk;

class CsvImportPlugin : public Plugin {
  Result start(HostServices& host, const std::string& settings_file) override {
    Settings settings;
    try {
      settings = read_settings(settings_file);
    } catch (const yaml::YamlError& error) {
      return Result::failed(ResultCode::operator_action, error.what());
    }
    auto* company_settings = find_service<CompanySettings>(host);
    if (company_settings == nullptr)
      return Result::failed(ResultCode::operator_action,
                            "This host keeps no settings of companies: update it to SDK 1.9.");
    try {
      pool_.emplace(sql::backend_named(host.database().backend()), host.database().connection_string());
      pool_->with_session([](sql::Session& /*opened*/) {});
    } catch (const sql::SqlError& error) {
      pool_.reset();
      // The host calls start again.
      return Result::again(error.what());
    }
    importer_.emplace(host, *pool_, *company_settings, settings);
    page_.emplace(host, *pool_, *company_settings, *importer_, settings);
    return Result::ok();
  }

  void stop() override {
    page_.reset();
    importer_.reset();
    pool_.reset();
  }

  std::vector<SettingsPage*> settings_pages() override { return {&*page_}; }
  std::vector<ScheduledTask*> scheduled_tasks() override { return {&*importer_}; }
  std::vector<UserProvider*> user_providers() override { return {&*importer_}; }

  std::optional<sql::SessionPool> pool_;
  std::optional<Importer> importer_;
  std::optional<ImportPage> page_;
};

}  // namespace csv_import_plugin

HOST_SDK_PLUGIN("csv-import", "1.0.0", csv_import_plugin::CsvImportPlugin)
