#include "hooks/page/runs/settings_text.hpp"

#include "hooks/actions/fields/field_form.hpp"
#include "hooks/format.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "model/settings/target_group_choice.hpp"
#include "plan/short_list.hpp"

namespace gup {
namespace {

std::string method_of(const SettingsUsed& used) {
  const std::string& target = used.settings.target_group;
  switch (used.settings.method) {
    case SyncMethod::target_users:
      return tr("Target users only");
    case SyncMethod::matching_groups:
      return used.settings.source == SyncSource::organizational_units
                 ? tr("A target group for each organizational unit")
                 : tr("A target group for each group");
    case SyncMethod::value_groups:
      return tr("A target group for each {field}",
                {{"field", in_sentence(tr(field_of(used.settings.group_attribute).label))}});
    case SyncMethod::target_group:
      break;
  }
  if (const auto new_name = target_group_choice(target).new_name)
    return tr("Members of a new target group {group}", {{"group", gup::quoted(printable(*new_name))}});
  const std::string name = used.target_group.empty() ? target : gup::quoted(printable(used.target_group));
  return tr("Members of the target group {group}", {{"group", name}});
}

/// "guests (3 people), svc-*@acme.com (1 person)"
std::string exclusions_of(const SettingsUsed& used) {
  plan::ShortList list(20);
  for (const auto& [rule, people] : used.exclusions)
    list.add(people ? tr_count("{exclusion} ({count} person)", "{exclusion} ({count} people)", *people,
                               {{"exclusion", exclusion_text(rule)}})
                    : exclusion_text(rule));
  return list.text();
}

/// The rules that are not the default.
std::string fields_of(const FieldMapping& mapping) {
  std::vector<std::string> rules;
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i)
    if (mapping[i] != default_mapping()[i])
      rules.push_back(tr(kTargetFields[i].label) + ": " + rule_text(mapping[i]));
  return plan::listed(rules);
}

}  // namespace

std::string source_text(const SettingsUsed& used) {
  const SyncSettings& settings = used.settings;
  const bool by_units = settings.source == SyncSource::organizational_units;
  std::string text = by_units ? tr("All organizational units") : tr("All groups");
  if (settings.scope == SyncScope::chosen) {
    std::vector<std::string> names;
    for (const auto& id : by_units ? settings.organizational_units : settings.groups) {
      const auto name = used.names.find(id);
      names.push_back(name == used.names.end() ? printable(id) : gup::quoted(printable(name->second)));
    }
    const std::string list = plan::listed(names);
    text = by_units ? tr("Organizational units: {names}", {{"names", list}})
                    : tr("Groups: {names}", {{"names", list}});
    if (by_units)
      return settings.include_sub_units ? tr("{sources}, with sub-units", {{"sources", text}})
                                        : tr("{sources}, without sub-units", {{"sources", text}});
  }
  if (by_units) return text;
  return settings.include_nested_groups ? tr("{sources}, with nested groups", {{"sources", text}})
                                        : tr("{sources}, without nested groups", {{"sources", text}});
}

std::vector<SettingInWords> settings_text(const SettingsUsed& used) {
  const SyncSettings& settings = used.settings;
  std::vector<SettingInWords> words{
      {tr("Sync source"), source_text(used)},
      {tr("Sync method"), method_of(used)},
      {tr("Users who leave"), with_capital(leaving_text(settings.on_leaving))},
      {tr("Existing users"),
       settings.existing_users == ExistingUsers::adopt ? tr("Linked by email address") : tr("Skipped")},
      {tr("Suspended users"),
       settings.suspended_users == SuspendedUsers::leave_out ? tr("Left out") : tr("Included")},
      {tr("Removal limit"), limit_text(settings.removal_limit)}};
  if (used.fields != default_mapping()) words.push_back({tr("Fields"), fields_of(used.fields)});
  if (!used.exclusions.empty()) words.push_back({tr("Exclusions"), exclusions_of(used)});
  return words;
}

}  // namespace gup
