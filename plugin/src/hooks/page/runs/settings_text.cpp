#include "hooks/page/runs/settings_text.hpp"

#include "hooks/actions/fields/field_form.hpp"
#include "hooks/format.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/change_reasons.hpp"

namespace gup {
namespace {

constexpr std::string_view kNewGroup = "new:";

std::string source_of(const SettingsUsed& used) {
  const SyncSettings& settings = used.settings;
  const bool by_units = settings.source == SyncSource::organizational_units;
  std::string text = by_units ? "All organizational units" : "All groups";
  if (settings.scope == SyncScope::chosen) {
    std::vector<std::string> names;
    for (const auto& id : by_units ? settings.organizational_units : settings.groups) {
      const auto name = used.names.find(id);
      names.push_back(name == used.names.end() ? printable(id) : gup::quoted(printable(name->second)));
    }
    text = (by_units ? "Organizational units: " : "Groups: ") + plan::listed(names);
  }
  if (by_units && settings.scope == SyncScope::chosen)
    text += settings.include_sub_units ? ", with sub-units" : ", without sub-units";
  if (!by_units) text += settings.include_nested_groups ? ", with nested groups" : ", without nested groups";
  return text;
}

std::string method_of(const SettingsUsed& used) {
  const std::string& target = used.settings.target_group;
  switch (used.settings.method) {
    case SyncMethod::target_users:
      return "Target users only";
    case SyncMethod::matching_groups:
      return used.settings.source == SyncSource::organizational_units
                 ? "A target group for each organizational unit"
                 : "A target group for each group";
    case SyncMethod::value_groups:
      return "A target group for each " + in_words(used.settings.group_attribute);
    case SyncMethod::target_group:
      break;
  }
  if (target.starts_with(kNewGroup))
    return "Members of a new target group " + gup::quoted(printable(target.substr(kNewGroup.size())));
  return "Members of the target group " +
         (used.target_group.empty() ? target : gup::quoted(printable(used.target_group)));
}

/// "guests (3 people), svc-*@acme.com (1 person)"
std::string exclusions_of(const SettingsUsed& used) {
  plan::ShortList list(20);
  for (const auto& [rule, people] : used.exclusions)
    list.add(exclusion_text(rule) + (people ? " (" + counted(*people, "person", "people") + ")" : ""));
  return list.text();
}

/// The rules that are not the default.
std::string fields_of(const FieldMapping& mapping) {
  std::vector<std::string> rules;
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i)
    if (mapping[i] != default_mapping()[i])
      rules.push_back(std::string(kTargetFields[i].label) + ": " + rule_text(mapping[i]));
  return plan::listed(rules);
}

}  // namespace

std::vector<SettingInWords> settings_text(const SettingsUsed& used) {
  const SyncSettings& settings = used.settings;
  std::vector<SettingInWords> words{
      {"Sync source", source_of(used)},
      {"Sync method", method_of(used)},
      {"Users who leave", with_capital(leaving_text(settings.on_leaving))},
      {"Existing users",
       settings.existing_users == ExistingUsers::adopt ? "Linked by email address" : "Skipped"},
      {"Suspended users", settings.suspended_users == SuspendedUsers::leave_out ? "Left out" : "Included"},
      {"Removal limit", limit_text(settings.removal_limit)}};
  if (used.fields != default_mapping()) words.push_back({"Fields", fields_of(used.fields)});
  if (!used.exclusions.empty()) words.push_back({"Exclusions", exclusions_of(used)});
  return words;
}

}  // namespace gup
