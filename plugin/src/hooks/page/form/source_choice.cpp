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

/// With `matching_groups`, or without sub-units, each unit is selected individually.
bool chooses_subtrees(const SyncSettings& settings) {
  return settings.include_sub_units && settings.method != SyncMethod::matching_groups;
}

std::vector<SelectedOption> picked_units(const PageFacts& facts) {
  std::vector<SelectedOption> picked;
  const auto& ids = facts.saved.settings.organizational_units;
  // Until the directory has been read, the page shows ids.
  if (!facts.directory) {
    for (const auto& id : ids) picked.push_back({id, id, false});
    return picked;
  }
  const UnitTree tree(facts.directory->units);
  for (const auto& id : ids) {
    const auto unit = tree.with_id(id);
    picked.push_back({id, unit ? unit_label(tree[*unit]) : id, !unit});
  }
  return picked;
}

std::vector<SelectedOption> picked_groups(const PageFacts& facts) {
  std::unordered_map<std::string, const DirectoryGroup*> by_id;
  GroupLabels labels;
  if (facts.directory) {
    labels = GroupLabels(facts.directory->groups);
    for (const auto& group : facts.directory->groups) by_id.emplace(group.id, &group);
  }
  std::vector<SelectedOption> picked;
  for (const auto& id : facts.saved.settings.groups) {
    const auto found = by_id.find(id);
    const bool known = found != by_id.end();
    picked.push_back({id, known ? labels.of(*found->second) : id, facts.directory && !known});
  }
  return picked;
}

std::string units_summary(const PageFacts& facts) {
  const auto& settings = facts.saved.settings;
  if (settings.organizational_units.empty()) return "No units selected.";
  const auto chosen = static_cast<std::int64_t>(settings.organizational_units.size());
  std::string text = counted(chosen, "unit", "units") + " selected";
  if (settings.include_sub_units) text += chosen == 1 ? ", with its sub-units" : ", with their sub-units";
  if (facts.directory && facts.directory->people_counted)
    text += ": " +
            with_commas(count_people(*facts.directory, UnitTree(facts.directory->units),
                                     settings.organizational_units, settings)) +
            " of " + counted(count_people(*facts.directory, settings), "user", "users");
  return text + ".";
}

std::string groups_summary(const PageFacts& facts) {
  const auto chosen = static_cast<std::int64_t>(facts.saved.settings.groups.size());
  if (!facts.directory) return counted(chosen, "group", "groups") + " selected.";
  return with_commas(chosen) + " of " +
         counted(static_cast<std::int64_t>(facts.directory->groups.size()), "group", "groups") + " selected.";
}

std::string all_units_label(const PageFacts& facts) {
  if (!facts.directory) return "All organizational units";
  std::string label =
      "All (" + counted(static_cast<std::int64_t>(facts.directory->units.size()), "unit", "units");
  const auto& settings = facts.saved.settings;
  if (facts.directory->people_counted)
    label += ", " + counted(count_people(*facts.directory, settings), "user", "users");
  const std::int64_t left_out = facts.directory->users - count_people(*facts.directory, settings);
  if (left_out > 0) label += "; " + with_commas(left_out) + " suspended left out";
  return label + ")";
}

std::string all_groups_label(const PageFacts& facts) {
  if (!facts.directory) return "All groups";
  return "All (" + counted(static_cast<std::int64_t>(facts.directory->groups.size()), "group", "groups") +
         ")";
}

Block scope_choice(const char* id, const PageFacts& facts, std::string label, std::string all_label,
                   std::vector<Block> chosen_blocks) {
  Choice scope;
  scope.label = std::move(label);
  scope.style = ChoiceStyle::compact;
  scope.value = {to_name(facts.saved.settings.scope)};
  scope.options = {
      ChoiceOption{to_name(SyncScope::all), std::move(all_label), "", "", "", {}},
      ChoiceOption{to_name(SyncScope::chosen), "Only selected ones", "", "", "", std::move(chosen_blocks)}};
  return block(id, std::move(scope));
}

ChoiceOption units_option(const PageFacts& facts) {
  const auto& settings = facts.saved.settings;
  Picker picker;
  picker.label = "Organizational units";
  if (settings.method == SyncMethod::matching_groups)
    picker.hint =
        "With a target group for each unit, users join that of the nearest selected unit above them.";
  picker.shape = PickerShape::tree;
  picker.select = chooses_subtrees(settings) ? PickerSelect::subtree : PickerSelect::node;
  picker.value = picked_units(facts);
  picker.summary = units_summary(facts);
  Toggle sub_units{"Include sub-organizational units",
                   chooses_subtrees(settings)
                       ? "Also syncs the users in the units below a selected one. To select nested "
                         "units individually, turn this off and save first."
                       : "Also syncs the users in the units below a selected one.",
                   settings.include_sub_units};
  return {to_name(SyncSource::organizational_units),
          "Organizational units",
          "Syncs the users in the selected units.",
          "sitemap",
          "",
          {scope_choice("scope", facts, "Which organizational units", all_units_label(facts),
                        {block("organizational_units", std::move(picker)),
                         block("include_sub_units", std::move(sub_units))})}};
}

ChoiceOption groups_option(const PageFacts& facts) {
  const auto& settings = facts.saved.settings;
  Picker picker;
  picker.label = "Groups";
  picker.shape = PickerShape::list;
  picker.value = picked_groups(facts);
  picker.summary = groups_summary(facts);
  Toggle nested{"Include nested groups", "Includes members of nested groups.",
                settings.include_nested_groups};
  return {to_name(SyncSource::groups),
          "Groups",
          "Syncs all members of the selected groups.",
          "users-group",
          "",
          {scope_choice("groups_scope", facts, "Which groups", all_groups_label(facts),
                        {block("groups", std::move(picker))}),
           block("include_nested_groups", std::move(nested))}};
}

}  // namespace

Block source_choice(const PageFacts& facts) {
  Choice source;
  source.label = "Select sync source";
  source.hint = "Which users of Google Workspace to sync.";
  source.style = ChoiceStyle::cards;
  source.value = {to_name(facts.saved.settings.source)};
  source.options = {units_option(facts), groups_option(facts)};
  return block("source", std::move(source));
}

}  // namespace gup
