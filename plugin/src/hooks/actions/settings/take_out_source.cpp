#include "hooks/actions/settings/take_out_source.hpp"

#include <algorithm>

#include "hooks/in_english.hpp"
#include "hooks/settings_file/company_settings.hpp"
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

}  // namespace gup
