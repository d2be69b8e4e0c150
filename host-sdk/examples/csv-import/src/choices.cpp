#include "choices.hpp"

namespace csv_import_plugin {

using namespace host_sdk;

Result read_choices(CompanySettings& settings, const std::string& company_id, Choices& choices) {
  SettingsVersion stored;
  auto result = settings.read(company_id, stored);
  const auto found = stored.values.find(kDeactivate);
  choices = {found == stored.values.end() || found->second == "true", stored.revision};
  return result;
}

Result save_choices(CompanySettings& settings, const std::string& company_id, const Choices& choices,
                    const Actor& actor) {
  SettingsVersion stored;
  return settings.save(company_id, {{kDeactivate, choices.deactivate_missing ? "true" : "false"}},
                       choices.revision, actor, stored);
}

}  // namespace csv_import_plugin
