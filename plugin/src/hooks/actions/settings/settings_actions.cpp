#include "hooks/actions/settings/settings_actions.hpp"

#include <vector>

#include "hooks/actions/settings/choice_check.hpp"
#include "hooks/runs/jobs.hpp"
#include "hooks/settings_file/company_settings.hpp"
#include "settings/form.hpp"

namespace gup {
namespace {

using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

/// `seen`: the revision that the person saw.
void answer_stale(const HookContext& context, const std::string& company_id, const SavedSettings& saved,
                  std::int64_t seen, ActionAnswer& answer) {
  answer.outcome = Outcome::stale;
  answer.stale_by = saved.saved_by;
  answer.stale_at = saved.saved_at;
  answer.stale_changes = latest_changes(context, company_id, saved.revision - seen);
}

/// What the audit trail says about a save: the old and new values, or all values of the first save.
std::string saved_text(const HookContext& context, const std::string& company_id, const SavedSettings& before,
                       const SyncSettings& after) {
  const NameOfId name_of = names_for(context, company_id, std::vector{&before.settings, &after});
  return before.revision == 0 ? "First settings. " + settings_text(after, name_of)
                              : settings_changes(before.settings, after, name_of);
}

}  // namespace

bool save_settings(const HookContext& context, const ActionRequest& request, ActionAnswer& answer) {
  const std::string& company_id = request.company.id;
  const SavedSettings before = settings_or_defaults(context, company_id);
  if (request.revision && *request.revision != before.revision) {
    answer_stale(context, company_id, before, *request.revision, answer);
    return false;
  }
  if (!has_form_fields(request.values) && before.revision > 0) return true;
  const auto origin =
      trigger_of(request.actor) == RunTrigger::command_line ? FormOrigin::command_line : FormOrigin::page;
  FormReading reading = read_form(request.values, before.settings, origin);
  // Before the first save, the defaults are checked like entered values.
  check_choices(context, request.company, before.settings, reading);
  if (!reading.errors.empty()) {
    answer.outcome = Outcome::invalid;
    answer.errors = std::move(reading.errors);
    return false;
  }
  if (before.revision > 0 && reading.settings == before.settings) return true;
  // Asking Google takes seconds, in which the company may have been unlinked.
  if (!may_change_settings(context, company_id, answer)) return false;
  SavedSettings after;
  after.settings = std::move(reading.settings);
  after.saved_by = request.actor.name;
  after.saved_at = context.host.clock().now();
  if (!context.store.save_settings(company_id, after, before.revision)) {
    answer_stale(context, company_id, settings_or_defaults(context, company_id), before.revision, answer);
    return false;
  }
  context.host.audit_trail().record(company_id, request.actor, "settings_saved",
                                    saved_text(context, company_id, before, after.settings));
  return true;
}

ActionAnswer save(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  if (!save_settings(context, request, answer)) return answer;
  return rendered(Tone::success, "Settings saved. They take effect in the next sync.");
}

}  // namespace gup
