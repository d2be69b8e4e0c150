#include "hooks/actions/settings/settings_changes.hpp"

#include <algorithm>
#include <vector>

#include "hooks/format.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "plan/change_reasons.hpp"
#include "settings/form.hpp"

namespace gup {
namespace {

/// More names than that are counted: a company may select thousands of groups.
constexpr std::size_t kNamesShown = 20;

struct Setting {
  const char* label;
  /// Empty if the setting has no effect.
  std::string value;
};

std::string source_text(const SyncSettings& settings) {
  return std::string(settings.scope == SyncScope::all ? "all" : "chosen") +
         (settings.source == SyncSource::organizational_units ? " organizational units" : " groups");
}

std::string method_text(SyncMethod method) {
  switch (method) {
    case SyncMethod::target_users:
      return "target users only";
    case SyncMethod::target_group:
      return "one target group";
    case SyncMethod::matching_groups:
      return "matching groups";
    case SyncMethod::value_groups:
      break;
  }
  return "a target group for each value";
}

std::string yes_or_no(bool value) {
  return value ? "yes" : "no";
}

std::string target_group_text(const std::string& target_group, const NameOfId& name_of) {
  const std::string_view prefix(kNewGroupPrefix);
  if (target_group.empty()) return "none";
  if (!target_group.starts_with(prefix)) {
    const std::string key = target_group_key(target_group);
    const std::string name = name_of(key);
    return name == key ? "a deleted target group (" + target_group + ")" : gup::quoted(printable(name));
  }
  return "new group " + gup::quoted(printable(target_group.substr(prefix.size())));
}

std::string names(const std::vector<std::string>& ids, const NameOfId& name_of) {
  plan::ShortList list(kNamesShown);
  for (const std::string& id : ids)
    list.add(list.size() < kNamesShown ? gup::quoted(printable(name_of(id))) : std::string());
  return list.text();
}

std::vector<Setting> plain_settings(const SyncSettings& settings, const NameOfId& name_of) {
  return {{"Sync source", source_text(settings)},
          {"Include sub-organizational units", yes_or_no(settings.include_sub_units)},
          {"Include nested groups", yes_or_no(settings.include_nested_groups)},
          {"Sync method", method_text(settings.method)},
          {"Target group", target_group_text(settings.target_group, name_of)},
          {"Target groups for each",
           grouping_attribute(settings) ? in_words(settings.group_attribute) : std::string()},
          {"When a user leaves", leaving_text(settings.on_leaving)},
          {"Existing users",
           settings.existing_users == ExistingUsers::adopt ? "linked by email address" : "skipped"},
          {"Removal limit", limit_text(settings.removal_limit)}};
}

std::vector<std::string> only_in(const std::vector<std::string>& these,
                                 const std::vector<std::string>& those) {
  std::vector<std::string> found;
  std::copy_if(these.begin(), these.end(), std::back_inserter(found), [&those](const std::string& id) {
    return std::find(those.begin(), those.end(), id) == those.end();
  });
  return found;
}

void add(std::string& text, const std::string& sentence) {
  text += (text.empty() ? "" : " ") + sentence + ".";
}

void add_selection_change(std::string& text, const char* label, const std::vector<std::string>& before,
                          const std::vector<std::string>& after, const NameOfId& name_of) {
  const auto added = only_in(after, before);
  const auto removed = only_in(before, after);
  if (added.empty() && removed.empty()) return;
  std::string change;
  if (!added.empty()) change = "added " + names(added, name_of);
  if (!removed.empty())
    change += (change.empty() ? "" : "; ") + std::string("removed ") + names(removed, name_of);
  add(text, std::string(label) + ": " + change);
}

}  // namespace

std::string settings_changes(const SyncSettings& before, const SyncSettings& after, const NameOfId& name_of) {
  std::string text;
  const auto old_values = plain_settings(before, name_of);
  const auto new_values = plain_settings(after, name_of);
  for (std::size_t index = 0; index < new_values.size(); ++index)
    if (old_values[index].value != new_values[index].value && !new_values[index].value.empty())
      add(text, std::string(new_values[index].label) + ": " +
                    (old_values[index].value.empty() ? "" : old_values[index].value + " → ") +
                    new_values[index].value);
  add_selection_change(text, "Selected organizational units", before.organizational_units,
                       after.organizational_units, name_of);
  add_selection_change(text, "Selected groups", before.groups, after.groups, name_of);
  return text;
}

std::string settings_text(const SyncSettings& settings, const NameOfId& name_of) {
  std::string text;
  for (const auto& [label, value] : plain_settings(settings, name_of))
    if (!value.empty()) add(text, std::string(label) + ": " + value);
  add_selection_change(text, "Selected organizational units", {}, settings.organizational_units, name_of);
  add_selection_change(text, "Selected groups", {}, settings.groups, name_of);
  return text;
}

}  // namespace gup
