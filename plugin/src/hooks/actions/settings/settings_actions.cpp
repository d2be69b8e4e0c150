#include "hooks/actions/settings/settings_actions.hpp"

#include <vector>

#include "hooks/action_names.hpp"
#include "hooks/actions/google_question.hpp"
#include "hooks/actions/settings/choice_check.hpp"
#include "hooks/format.hpp"
#include "hooks/in_english.hpp"
#include "hooks/runs/jobs.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "hooks/settings_file/company_settings.hpp"
#include "model/clean_text.hpp"
#include "plan/groups/wanted_groups.hpp"
#include "plan/short_list.hpp"
#include "settings/form.hpp"

namespace gup {
namespace {

using host_sdk::tr_count;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

constexpr std::size_t kGroupsNamed = 3;

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
  return in_english([&] {
    return before.revision == 0 ? "First settings. " + settings_text(after, name_of)
                                : settings_changes(before.settings, after, name_of);
  });
}

/// False, with the question in `answer`, if the next sync deletes target groups because of these settings,
/// and their number was not typed. A command line is not asked.
bool confirms_deleted_groups(const HookContext& context, const ActionRequest& request,
                             const SavedSettings& before, const SyncSettings& after, ActionAnswer& answer) {
  if (before.revision == 0 || trigger_of(request.actor) == RunTrigger::command_line) return true;
  const auto names =
      plan::groups_deleted_by(before.settings, after, context.store.group_links(request.company.id));
  const auto number = static_cast<std::int64_t>(names.size());
  if (names.empty() || value_of(request, kDeletedGroupsField) == std::to_string(number)) return true;
  plan::ShortList shown(kGroupsNamed);
  for (const std::string& name : names) shown.add(gup::quoted(printable(name)));
  answer.outcome = Outcome::invalid;
  answer.errors[kDeletedGroupsField] = {
      tr_count("Saving deletes {count} target group at the next sync: {groups}. To save, type {number} here. "
               "Nothing was "
               "saved.",
               "Saving deletes {count} target groups at the next sync: {groups}. To save, type {number} "
               "here. Nothing was "
               "saved.",
               number, {{"groups", shown.text()}, {"number", std::to_string(number)}})};
  return false;
}

}  // namespace

bool save_settings(const HookContext& context, const ActionRequest& request, ActionAnswer& answer,
                   const SaveCheck& may_save) {
  const std::string& company_id = request.company.id;
  const SavedSettings before = settings_or_defaults(context, company_id);
  if (request.revision && *request.revision != before.revision) {
    answer_stale(context, company_id, before, *request.revision, answer);
    return false;
  }
  if (!has_form_fields(request.values) && before.revision > 0) return may_save(false);
  const auto origin =
      trigger_of(request.actor) == RunTrigger::command_line ? FormOrigin::command_line : FormOrigin::page;
  FormReading reading = read_form(request.values, before.settings, origin);
  // Before the first save, the defaults are checked like entered values.
  auto monitor = time_for_google(context);
  check_choices(context, request.company, before.settings, reading, monitor);
  if (!reading.errors.empty()) {
    answer.outcome = Outcome::invalid;
    answer.errors = std::move(reading.errors);
    return false;
  }
  if (before.revision > 0 && reading.settings == before.settings) return may_save(false);
  if (!may_save(true)) return false;
  if (!confirms_deleted_groups(context, request, before, reading.settings, answer)) return false;
  // Asking Google takes seconds, in which the company may have been unlinked.
  if (!may_change_settings(context, company_id, answer)) return false;
  SavedSettings after;
  after.settings = std::move(reading.settings);
  after.saved_by = request.actor.name;
  after.saved_at = context.host.clock().now();
  const CompanySchedule schedule = company_schedule(context, company_id);
  if (!context.store.save_settings(company_id, after, before.revision)) {
    answer_stale(context, company_id, settings_or_defaults(context, company_id), before.revision, answer);
    return false;
  }
  keep_schedule_version(context, company_id, schedule, request.actor.name);
  context.host.audit_trail().record(company_id, request.actor, "settings_saved",
                                    saved_text(context, company_id, before, after.settings));
  return true;
}

ActionAnswer save(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  if (!save_settings(context, request, answer, kAlwaysSave)) return answer;
  return rendered(Tone::success, host_sdk::tr("Settings saved. They take effect in the next sync."));
}

}  // namespace gup
