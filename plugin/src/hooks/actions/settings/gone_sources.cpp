#include "hooks/actions/settings/gone_sources.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/in_english.hpp"
#include "hooks/settings_file/company_settings.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"
#include "sync/names.hpp"

namespace gup {

using host_sdk::tr;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

ActionAnswer take_out_source(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!may_change_settings(context, company_id, answer)) return answer;
  const std::string source_id = value_of(request, "value");
  const SavedSettings before = settings_or_defaults(context, company_id);
  SavedSettings after = before;
  SyncSettings& settings = after.settings;
  const bool by_groups = settings.source == SyncSource::groups;
  auto& selected = by_groups ? settings.groups : settings.organizational_units;
  if (settings.scope != SyncScope::chosen || std::erase(selected, source_id) == 0)
    return refused(Refusal::not_possible, tr("“{source}” is not selected. Nothing was changed.",
                                             {{"source", printable(source_id)}}));
  if (selected.empty())
    return refused(Refusal::not_possible,
                   by_groups ? tr("Nothing else is selected, so all users would leave. Nothing was changed. "
                                  "Select another group in its place.")
                             : tr("Nothing else is selected, so all users would leave. Nothing was changed. "
                                  "Select another unit in its place."));
  after.saved_by = request.actor.name;
  after.saved_at = context.host.clock().now();
  if (!context.store.save_settings(company_id, after, before.revision)) {
    answer.outcome = Outcome::stale;
    return answer;
  }
  const NameOfId name_of =
      names_for(context, company_id, std::vector<const SyncSettings*>{&before.settings, &settings});
  context.host.audit_trail().record(company_id, request.actor, "settings_saved", in_english([&] {
                                      return settings_changes(before.settings, settings, name_of);
                                    }));
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success, tr("“{source}” was removed from the selection. Select Sync again: its "
                                    "people then leave, unless another selected unit or group includes them.",
                                    {{"source", printable(name_of(source_id))}}));
}

ActionAnswer take_over_group(const HookContext& context, const ActionRequest& request) {
  using Answer = ReplacedGroupStore::Answer;
  const std::string& company_id = request.company.id;
  const std::string group_id = value_of(request, kGroupField);
  const auto groups = context.store.replaced_groups(company_id);
  const auto group = std::ranges::find(groups, group_id, &plan::SourceName::source_id);
  const auto not_replaced = [&] {
    return refused(Refusal::not_possible,
                   group_id.empty() ? tr("Enter the Google ID of the deleted group. Nothing was changed.")
                                    : tr("The group “{group}” is not a selected group that was deleted and "
                                         "recreated, or the new group is already used. Nothing was changed.",
                                         {{"group", printable(group_id)}}));
  };
  if (group == groups.end()) return not_replaced();
  switch (context.store.use_new_group(company_id, group_id, request.actor.name, context.host.clock().now())) {
    case Answer::done:
      break;
    case Answer::busy:
      return refused(Refusal::busy,
                     tr("A sync is running. Nothing was changed. Use the new group when it has ended."));
    case Answer::not_replaced:
      return not_replaced();
    case Answer::has_target_group:
      return refused(
          Refusal::not_possible,
          tr("The new group already has a target group of its own. Nothing was changed. Remove the "
             "old group from the selection instead."));
  }
  const std::string name = gup::quoted(printable(group->name)) + " (" + printable(group->address) + ")";
  context.host.audit_trail().record(company_id, request.actor, "group_taken_over",
                                    "Used the new group " + name + " with Google's ID " +
                                        printable(group->successor_id) + " instead of the deleted one, " +
                                        printable(group_id) + ".");
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success, tr("The new group {group} is used from now on. Its target group and members "
                                    "stay; the next sync reads its members.",
                                    {{"group", name}}));
}

}  // namespace gup
