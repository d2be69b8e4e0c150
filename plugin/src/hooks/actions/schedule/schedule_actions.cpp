#include "hooks/actions/schedule/schedule_actions.hpp"

#include "failure.hpp"
#include "hooks/format.hpp"
#include "hooks/in_english.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "settings/schedule_form.hpp"
#include "sync/names.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::ScheduleState;
using host_sdk::tr;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

}  // namespace

ActionAnswer save_schedule(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!may_change_settings(context, company_id, answer)) return answer;
  const CompanySchedule before = company_schedule(context, company_id);
  ScheduleReading reading =
      read_schedule_form(request.values, before, context.deployment.every,
                         [&](std::string_view zone) { return context.host.schedule().knows_zone(zone); });
  if (!reading.errors.empty()) {
    answer.outcome = Outcome::invalid;
    answer.errors = std::move(reading.errors);
    return answer;
  }
  if (reading.schedule == before)
    return rendered(Tone::info, tr("The schedule already has these values. Nothing was changed."));
  keep_schedule_version(context, company_id, before, request.actor.name);
  save_company_schedule(context, company_id, before, reading.schedule);
  keep_schedule_version(context, company_id, reading.schedule, request.actor.name);
  const auto every = context.deployment.every;
  context.host.audit_trail().record(company_id, request.actor, "schedule_saved", in_english([&] {
                                      return schedule_changes(before, reading.schedule, every);
                                    }));
  context.host.page_events().page_changed(company_id, kPageSlug);
  const bool paused = !daily_sync_schedule(context, company_id).paused_by.empty();
  std::string toast =
      tr("Schedule saved: {schedule}.", {{"schedule", schedule_text(reading.schedule, every)}});
  if (paused) toast += " " + tr("The schedule stays paused.");
  return rendered(Tone::success, std::move(toast));
}

ActionAnswer pause_schedule(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!may_change_settings(context, company_id, answer)) return answer;
  const ScheduleState before = daily_sync_schedule(context, company_id);
  if (!before.next && !daily_sync_wanted(context, company_id))
    return refused(Refusal::not_possible,
                   before.paused_by.empty()
                       ? tr("No sync is scheduled. Nothing was changed.")
                       : tr("The schedule is already paused, by {person}. Nothing was changed.",
                            {{"person", before.paused_by}}));
  want_daily_sync(context, company_id, false);
  throw_unless_done(context.host.schedule().pause(kDailySyncTask, company_id, request.actor.name));
  context.host.audit_trail().record(company_id, request.actor, "schedule_paused",
                                    "Paused the scheduled sync.");
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success,
                  tr("The schedule is paused. Target users stay as they are. Sync now still syncs once."));
}

ActionAnswer resume_schedule(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!usable_connection(context, company_id, answer)) return answer;
  if (!context.store.load_settings(company_id)) return refused(Refusal::not_possible, tr(kNotSetUpSentence));
  if (context.host.schedule().next(kDailySyncTask, company_id))
    return refused(Refusal::not_possible, tr("The schedule is not paused. Nothing was changed."));
  want_daily_sync(context, company_id, true);
  if (!resume_daily_sync(context, company_id, std::nullopt)) {
    (void)usable_connection(context, company_id, answer);
    return answer;
  }
  const CompanySchedule now = company_schedule(context, company_id);
  context.host.audit_trail().record(company_id, request.actor, "schedule_resumed",
                                    "Resumed the scheduled sync.");
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(
      Tone::success,
      tr("The schedule has resumed: {schedule}. The next sync starts at the time below, under Next "
         "sync.",
         {{"schedule", schedule_text(now, context.deployment.every)}}));
}

}  // namespace gup
