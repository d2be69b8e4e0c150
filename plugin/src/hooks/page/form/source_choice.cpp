#include "hooks/page/form/source_choice.hpp"

#include <unordered_map>

#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/picker/unit_search.hpp"
#include "model/settings/setting_names.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Picker;
using host_sdk::page::PickerSelect;
using host_sdk::page::PickerShape;
using host_sdk::page::SelectedOption;
using host_sdk::page::Toggle;

/// False with `matching_groups` or without sub-units: each unit is then selected individually.
bool chooses_subtrees(const SyncSettings& settings) {
  return settings.include_sub_units && settings.method != SyncMethod::matching_groups;
}

std::vector<SelectedOption> picked_units(const SyncSettings& settings, const PickerDirectory* directory) {
  std::vector<SelectedOption> picked;
  const auto& ids = settings.organizational_units;
  // Until the directory has been read, the page shows ids.
  if (directory == nullptr) {
    for (const auto& id : ids) picked.push_back({id, id, false});
    return picked;
  }
  const UnitTree tree(directory->units);
  for (const auto& id : ids) {
    const auto unit = tree.with_id(id);
    picked.push_back({id, unit ? unit_label(tree[*unit]) : id, !unit});
  }
  return picked;
}

std::vector<SelectedOption> picked_groups(const SyncSettings& settings, const PickerDirectory* directory) {
  std::unordered_map<std::string, const DirectoryGroup*> by_id;
  GroupLabels labels;
  if (directory != nullptr) {
    labels = GroupLabels(directory->groups);
    for (const auto& group : directory->groups) by_id.emplace(group.id, &group);
  }
  std::vector<SelectedOption> picked;
  for (const auto& id : settings.groups) {
    const auto found = by_id.find(id);
    const bool known = found != by_id.end();
    picked.push_back({id, known ? labels.of(*found->second) : id, directory != nullptr && !known});
  }
  return picked;
}

std::string units_summary(const SyncSettings& settings, const PickerDirectory* directory) {
  if (settings.organizational_units.empty()) return tr("No units selected.");
  const auto chosen = static_cast<std::int64_t>(settings.organizational_units.size());
  const std::string units = settings.include_sub_units
                                ? tr_count("{count} unit selected, with its sub-units",
                                           "{count} units selected, with their sub-units", chosen)
                                : tr_count("{count} unit selected", "{count} units selected", chosen);
  if (directory == nullptr || !directory->people_counted) return units + ".";
  const std::int64_t people =
      count_people(*directory, UnitTree(directory->units), settings.organizational_units, settings);
  return tr_count("{units}: {people} of {count} user.", "{units}: {people} of {count} users.",
                  count_people(*directory, settings), {{"units", units}, {"people", people}});
}

std::string groups_summary(const SyncSettings& settings, const PickerDirectory* directory) {
  const auto chosen = static_cast<std::int64_t>(settings.groups.size());
  if (directory == nullptr) return tr_count("{count} group selected.", "{count} groups selected.", chosen);
  return tr_count("{chosen} of {count} group selected.", "{chosen} of {count} groups selected.",
                  static_cast<std::int64_t>(directory->groups.size()), {{"chosen", chosen}});
}

std::string all_units_label(const SyncSettings& settings, const PickerDirectory* directory) {
  if (directory == nullptr) return tr("All organizational units");
  const std::int64_t people = count_people(*directory, settings);
  std::string counts =
      tr_count("{count} unit", "{count} units", static_cast<std::int64_t>(directory->units.size()));
  if (directory->people_counted) counts += ", " + tr_count("{count} user", "{count} users", people);
  if (const std::int64_t left_out = directory->users - people; left_out > 0)
    counts += "; " + tr("{count} suspended left out", {{"count", left_out}});
  return tr("All ({counts})", {{"counts", counts}});
}

std::string all_groups_label(const PickerDirectory* directory) {
  if (directory == nullptr) return tr("All groups");
  return tr("All ({counts})", {{"counts", tr_count("{count} group", "{count} groups",
                                                   static_cast<std::int64_t>(directory->groups.size()))}});
}

Block scope_choice(const char* id, SyncScope saved, std::string label, std::string all_label,
                   std::vector<Block> chosen_blocks) {
  Choice scope;
  scope.label = std::move(label);
  scope.style = ChoiceStyle::compact;
  scope.value = {to_name(saved)};
  scope.options = {ChoiceOption{to_name(SyncScope::all), std::move(all_label), "", "", "", {}},
                   ChoiceOption{to_name(SyncScope::chosen), tr("Only selected ones"), "", "", "",
                                std::move(chosen_blocks)}};
  return block(id, std::move(scope));
}

ChoiceOption units_option(const SyncSettings& settings, const PickerDirectory* directory) {
  Picker picker;
  picker.label = tr("Organizational units");
  if (settings.method == SyncMethod::matching_groups)
    picker.hint = tr(
        "With a target group for each unit, users join the group of the nearest selected unit above them.");
  picker.shape = PickerShape::tree;
  picker.select = chooses_subtrees(settings) ? PickerSelect::subtree : PickerSelect::node;
  picker.value = picked_units(settings, directory);
  picker.summary = units_summary(settings, directory);
  Toggle sub_units{tr("Include sub-organizational units"),
                   chooses_subtrees(settings)
                       ? tr("Also syncs the users in the units below a selected one. To select nested units "
                            "individually, turn this off and save first.")
                       : tr("Also syncs the users in the units below a selected one."),
                   settings.include_sub_units};
  return {to_name(SyncSource::organizational_units),
          tr("Organizational units"),
          tr("Syncs the users in the selected units."),
          "sitemap",
          "",
          {scope_choice("scope", settings.scope, tr("Which organizational units"),
                        all_units_label(settings, directory),
                        {block("organizational_units", std::move(picker)),
                         block("include_sub_units", std::move(sub_units))})}};
}

ChoiceOption groups_option(const SyncSettings& settings, const PickerDirectory* directory) {
  Picker picker;
  picker.label = tr("Groups");
  picker.shape = PickerShape::list;
  picker.value = picked_groups(settings, directory);
  picker.summary = groups_summary(settings, directory);
  Toggle nested{tr("Include nested groups"), tr("Includes members of nested groups."),
                settings.include_nested_groups};
  return {to_name(SyncSource::groups),
          tr("Groups"),
          tr("Syncs all members of the selected groups."),
          "users-group",
          "",
          {scope_choice("groups_scope", settings.scope, tr("Which groups"), all_groups_label(directory),
                        {block("groups", std::move(picker))}),
           block("include_nested_groups", std::move(nested))}};
}

}  // namespace

Block source_choice(const SyncSettings& settings, const PickerDirectory* directory) {
  Choice source;
  source.label = tr("Select sync source");
  source.hint = tr("Which users of Google Workspace to sync.");
  source.style = ChoiceStyle::cards;
  source.value = {to_name(settings.source)};
  source.options = {units_option(settings, directory), groups_option(settings, directory)};
  return block("source", std::move(source));
}

}  // namespace gup
