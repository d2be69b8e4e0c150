#include "hooks/page/form/method_choice.hpp"

#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "model/settings/group_attribute.hpp"
#include "model/settings/setting_names.hpp"
#include "model/settings/target_group_choice.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Picker;
using host_sdk::page::SelectedOption;

std::vector<SelectedOption> picked_target_group(const std::string& chosen,
                                                const std::optional<Store::TargetGroupOption>& target_group) {
  if (chosen.empty()) return {};
  if (const auto new_name = target_group_choice(chosen).new_name)
    return {{chosen, tr("{group} (new)", {{"group", *new_name}}), false}};
  if (target_group) return {{chosen, target_group->name, false}};
  return {{chosen, tr("Deleted target group"), true}};
}

Block target_group_picker(const std::string& chosen,
                          const std::optional<Store::TargetGroupOption>& target_group) {
  Picker picker;
  picker.label = tr("Target group");
  picker.hint = tr("Members that you add manually stay in the group.");
  picker.multiple = false;
  picker.value = picked_target_group(chosen, target_group);
  picker.create = tr("Create a new target group");
  return block("target_group", std::move(picker));
}

Block attribute_choice(const SyncSettings& settings) {
  Choice choice;
  choice.label = tr("Create a target group for each value of");
  choice.hint = tr("Users without a value are in no target group. At most 1,000 target groups are created.");
  choice.style = ChoiceStyle::compact;
  choice.value = {to_name(settings.group_attribute)};
  for (const GroupAttribute attribute :
       {GroupAttribute::department, GroupAttribute::location, GroupAttribute::job_title,
        GroupAttribute::manager_email, GroupAttribute::preferred_language})
    choice.options.push_back({to_name(attribute), tr(field_of(attribute).label), "", "", "", {}});
  return block("group_attribute", std::move(choice));
}

}  // namespace

std::optional<Store::TargetGroupOption> chosen_target_group(TargetGroupStore& store,
                                                            const std::string& company_id,
                                                            const SyncSettings& settings) {
  const std::int64_t id = target_group_choice(settings.target_group).id;
  return id > 0 ? store.target_group(company_id, id) : std::nullopt;
}

Block method_choice(const SyncSettings& settings,
                    const std::optional<Store::TargetGroupOption>& target_group) {
  Choice method;
  method.label = tr("Select sync method");
  method.hint = tr("What the sync creates on this platform.");
  method.style = ChoiceStyle::cards;
  method.value = {to_name(settings.method)};
  method.options = {
      ChoiceOption{to_name(SyncMethod::target_users),
                   tr("All users to target users"),
                   tr("Adds the users. Target groups stay as they are."),
                   "users",
                   "",
                   {}},
      ChoiceOption{to_name(SyncMethod::target_group),
                   tr("All users to one target group"),
                   tr("Adds the users and makes all of them members of one group."),
                   "user-check",
                   "",
                   {target_group_picker(settings.target_group, target_group)}},
      ChoiceOption{
          to_name(SyncMethod::matching_groups),
          tr("Users and matching groups"),
          tr("Adds the users and maintains a target group with the same name for each unit or group."),
          "users-group",
          "",
          {}},
      ChoiceOption{to_name(SyncMethod::value_groups),
                   tr("Users and a group for each value"),
                   tr("Adds the users and maintains a target group for each department, location, job title, "
                      "manager or language."),
                   "list-details",
                   "",
                   {attribute_choice(settings)}}};
  return block("method", std::move(method));
}

}  // namespace gup
