#include "hooks/actions/settings/settings_changes.hpp"

#include <algorithm>
#include <vector>

#include "hooks/format.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "model/settings/target_group_choice.hpp"
#include "plan/short_list.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_in;
using host_sdk::tr_later;

/// More names than that are counted: a company may select thousands of groups.
constexpr std::size_t kNamesShown = 20;

struct Setting {
  std::string label;
  /// Empty if the setting has no effect.
  std::string value;
};

std::string source_text(const SyncSettings& settings) {
  const bool all = settings.scope == SyncScope::all;
  if (settings.source == SyncSource::organizational_units)
    return all ? tr("all organizational units") : tr("chosen organizational units");
  return all ? tr("all groups") : tr("chosen groups");
}

std::string method_text(SyncMethod method) {
  switch (method) {
    case SyncMethod::target_users:
      return tr("target users only");
    case SyncMethod::target_group:
      return tr("one target group");
    case SyncMethod::matching_groups:
      return tr("matching groups");
    case SyncMethod::value_groups:
      break;
  }
  return tr("a target group for each value");
}

std::string yes_or_no(bool value) {
  return value ? tr("yes") : tr("no");
}

std::string target_group_text(const std::string& target_group, const NameOfId& name_of) {
  if (target_group.empty()) return tr_in("target group", "none");
  if (const auto new_name = target_group_choice(target_group).new_name)
    return tr("new group “{name}”", {{"name", printable(*new_name)}});
  const std::string key = target_group_key(target_group);
  const std::string name = name_of(key);
  return name == key ? tr("a deleted target group ({id})", {{"id", target_group}})
                     : gup::quoted(printable(name));
}

std::string names(const std::vector<std::string>& ids, const NameOfId& name_of) {
  plan::ShortList list(kNamesShown);
  for (const std::string& id : ids)
    list.add(list.size() < kNamesShown ? gup::quoted(printable(name_of(id))) : std::string());
  return list.text();
}

std::vector<Setting> plain_settings(const SyncSettings& settings, const NameOfId& name_of) {
  return {{tr("Sync source"), source_text(settings)},
          {tr("Include sub-organizational units"), yes_or_no(settings.include_sub_units)},
          {tr("Include nested groups"), yes_or_no(settings.include_nested_groups)},
          {tr("Sync method"), method_text(settings.method)},
          {tr("Target group"), target_group_text(settings.target_group, name_of)},
          {tr("Target groups for each"),
           grouping_attribute(settings) ? in_words(settings.group_attribute) : std::string()},
          {tr("When a user leaves"), leaving_text(settings.on_leaving)},
          {tr("Existing users"), settings.existing_users == ExistingUsers::adopt
                                     ? tr("linked by email address")
                                     : tr_in("existing users", "skipped")},
          {tr("Removal limit"), limit_text(settings.removal_limit)}};
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
  if (!added.empty()) change = tr("added {names}", {{"names", names(added, name_of)}});
  if (!removed.empty())
    change += (change.empty() ? "" : "; ") + tr("removed {names}", {{"names", names(removed, name_of)}});
  add(text, tr(label) + ": " + change);
}

}  // namespace

std::vector<std::string> only_in(const std::vector<std::string>& these,
                                 const std::vector<std::string>& those) {
  std::vector<std::string> found;
  std::copy_if(these.begin(), these.end(), std::back_inserter(found), [&those](const std::string& id) {
    return std::find(those.begin(), those.end(), id) == those.end();
  });
  return found;
}

std::string settings_changes(const SyncSettings& before, const SyncSettings& after, const NameOfId& name_of) {
  std::string text;
  const auto old_values = plain_settings(before, name_of);
  const auto new_values = plain_settings(after, name_of);
  for (std::size_t index = 0; index < new_values.size(); ++index)
    if (old_values[index].value != new_values[index].value && !new_values[index].value.empty())
      add(text, new_values[index].label + ": " +
                    (old_values[index].value.empty() ? "" : old_values[index].value + " → ") +
                    new_values[index].value);
  add_selection_change(text, tr_later("Selected organizational units"), before.organizational_units,
                       after.organizational_units, name_of);
  add_selection_change(text, tr_later("Selected groups"), before.groups, after.groups, name_of);
  return text;
}

std::string settings_text(const SyncSettings& settings, const NameOfId& name_of) {
  std::string text;
  for (const auto& [label, value] : plain_settings(settings, name_of))
    if (!value.empty()) add(text, label + ": " + value);
  add_selection_change(text, tr_later("Selected organizational units"), {}, settings.organizational_units,
                       name_of);
  add_selection_change(text, tr_later("Selected groups"), {}, settings.groups, name_of);
  return text;
}

}  // namespace gup
