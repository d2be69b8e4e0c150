#include "hooks/page/settings_file/settings_file_card.hpp"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/settings_file/company_settings.hpp"
#include "settings/schedule_form.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Row;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;

constexpr const char* kVersionsTable = "settings_versions";
constexpr int kVersionsPerPage = 10;
/// In characters.
constexpr int kLongestFile = 500'000;

Block file_form() {
  Input text;
  text.label = tr("Settings as YAML");
  text.hint = tr("Paste an exported file. Settings missing from the file get the defaults.");
  text.max = kLongestFile;
  text.multiline = true;
  Form form;
  form.blocks = {block(kSettingsField, std::move(text))};
  form.actions = {submit_action(kReviewSettings, tr("Show what changes")),
                  submit_action(kImportSettings, tr("Import settings"))};
  form.note =
      tr("The file replaces the settings, fields and exclusions of this company. It is checked like the "
         "forms; if any line is invalid, nothing is imported.");
  return block("settings_file_form", std::move(form));
}

/// For a command line, and for versions on another page of the table.
Block version_form() {
  Input version;
  version.label = tr("Version to use again");
  version.hint = tr("A version number from the table below.");
  version.max = 20;
  Form form;
  form.blocks = {block(kVersionField, std::move(version))};
  form.actions = {submit_action(kRestoreSettings, tr("Use these settings again"))};
  form.note = tr("Saved as a new version, after the same checks as in the form.");
  return block("settings_version_form", std::move(form));
}

Action export_action() {
  Action action;
  action.id = kExportSettings;
  action.label = tr("Export settings");
  action.icon = "download";
  action.download = true;
  return action;
}

/// The versions as settings; nullopt for one that this version of the plugin cannot read.
std::vector<std::optional<CompanySettings>> read_all(const std::vector<SettingsVersion>& versions,
                                                     const SyncSettings& defaults) {
  std::vector<std::optional<CompanySettings>> settings;
  for (const SettingsVersion& version : versions) settings.push_back(settings_of(version, defaults));
  return settings;
}

/// The names of all versions, read once.
NameOfId names_of(const HookContext& context, const std::string& company_id,
                  const std::vector<std::optional<CompanySettings>>& versions) {
  std::vector<const SyncSettings*> settings;
  for (const auto& version : versions)
    if (version) settings.push_back(&version->sync);
  return names_for(context, company_id, settings);
}

/// The changes from one version to the next.
std::string change_text(const std::optional<CompanySettings>& former,
                        const std::optional<CompanySettings>& now, const NameOfId& name_of,
                        std::chrono::seconds every) {
  if (!now || !former) return tr("Not readable in this version of the plugin");
  std::string text = company_changes(*former, *now, name_of);
  if (now->schedule && former->schedule) {
    const std::string schedule = schedule_changes(schedule_from(*former->schedule, every),
                                                  schedule_from(*now->schedule, every), every);
    text += (text.empty() || schedule.empty() ? "" : " ") + schedule;
  }
  return text;
}

Block versions_table(const HookContext& context, const std::string& company_id, const View& view) {
  Table table;
  table.title = tr("Earlier settings");
  table.columns = {{"version", tr("Version"), Align::end},
                   {"saved", tr("Saved"), Align::start},
                   {"by", tr("By"), Align::start},
                   {"changes", tr("Changes"), Align::start}};
  table.empty_text = tr("No settings have been saved yet.");
  const std::int64_t cursor = offset_of(view, kVersionsTable);
  const std::int64_t before = cursor > 0 ? cursor : INT64_MAX;
  // Reads one more, because each version is compared with the previous one.
  const auto versions = context.store.settings_versions(company_id, before, kVersionsPerPage + 1);
  const auto settings = read_all(versions, context.deployment.defaults);
  const NameOfId name_of = names_of(context, company_id, settings);
  constexpr std::size_t kRows = kVersionsPerPage;
  for (std::size_t i = 0; i < versions.size() && i < kRows; ++i) {
    const SettingsVersion& version = versions[i];
    Row row{"version_" + std::to_string(version.number),
            {std::to_string(version.number), TimeValue{version.saved_at}, version.saved_by,
             i + 1 < versions.size()
                 ? change_text(settings[i + 1], settings[i], name_of, context.deployment.every)
                 : tr("The first version that is kept")},
            std::nullopt};
    const bool is_present = i == 0 && before == INT64_MAX;
    if (!is_present) {
      Action action;
      action.id = kRestoreSettings;
      action.label = tr("Use again");
      action.value = std::to_string(version.number);
      row.action = std::move(action);
    }
    table.rows.push_back(std::move(row));
  }
  if (versions.size() > kRows) table.next = std::to_string(versions[kRows - 1].number);
  table.total = context.store.count_settings_versions(company_id);
  return block(kVersionsTable, std::move(table));
}

}  // namespace

Block settings_file_card(const HookContext& context, const std::string& company_id, const View& view) {
  Section section;
  section.title = tr("Settings as a file");
  section.hint =
      tr("Export the settings to review them or to use them in another company, or return to an earlier "
         "version.");
  section.actions = {export_action()};
  section.blocks = {file_form(), version_form(), versions_table(context, company_id, view)};
  return block("settings_file_section", std::move(section));
}

}  // namespace gup
