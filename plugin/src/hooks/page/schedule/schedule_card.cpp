#include "hooks/page/schedule/schedule_card.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "host_sdk/time.hpp"
#include "sync/requirements.hpp"
#include "sync/undo/undo_rules.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Picker;
using host_sdk::page::Section;
using host_sdk::page::SelectedOption;

constexpr int kLongestZone = 64;
constexpr int kLongestDates = 4000;

Block time_field(const host_sdk::ScheduleRule& rule) {
  Input time;
  time.label = tr("Time of day");
  time.hint =
      tr("In the time zone below, such as 02:30. Leave this empty to sync at the time of day of the first "
         "sync.");
  time.value = time_text(rule);
  time.max = 5;
  return block(kScheduleTimeField, std::move(time));
}

Block every_field(const ScheduleFacts& schedule) {
  Choice every;
  every.label = tr("Sync every");
  every.style = ChoiceStyle::compact;
  every.value = {period_name(schedule.when.rule, schedule.default_every)};
  for (const SchedulePeriod& one : schedule_periods(schedule.default_every)) {
    const auto length = one.every.count() == 0 ? schedule.default_every : one.every;
    ChoiceOption option{one.name, period(length), "", "", "", {}};
    if (length == std::chrono::hours{24}) option.blocks = {time_field(schedule.when.rule)};
    every.options.push_back(std::move(option));
  }
  return block(kScheduleEveryField, std::move(every));
}

constexpr const char* kZoneHint = tr_later("For the time of day and the quiet days, such as Europe/Berlin.");

Block typed_zone_field(const host_sdk::ScheduleRule& rule) {
  Input zone;
  zone.label = tr("Time zone");
  zone.hint = tr(kZoneHint) + " " + tr("Leave this empty for UTC.");
  zone.value = rule.zone;
  zone.max = kLongestZone;
  return block(kScheduleZoneField, std::move(zone));
}

Block zone_field(const ScheduleFacts& schedule) {
  const auto& rule = schedule.when.rule;
  if (!schedule.has_calendar) return typed_zone_field(rule);
  const std::string name = rule.zone.empty() ? kUtc : rule.zone;
  Picker zone;
  zone.label = tr("Time zone");
  zone.hint = tr(kZoneHint);
  zone.multiple = false;
  zone.value = {SelectedOption{name, name, false}};
  return block(kScheduleZoneField, std::move(zone));
}

Block quiet_dates_field(const std::vector<host_sdk::DateRange>& quiet_dates) {
  Input dates;
  dates.label = tr("Quiet dates");
  dates.hint = tr("One per line: 2026-12-24, or 2026-12-24 to 2027-01-01. They work like quiet days.");
  dates.value = quiet_dates_text(quiet_dates, "\n");
  dates.max = kLongestDates;
  dates.multiline = true;
  return block(kQuietDatesField, std::move(dates));
}

Block quiet_days_field(const host_sdk::ScheduleRule& rule) {
  Choice days;
  days.label = tr("Quiet days");
  days.hint = tr("No scheduled sync starts on these days. Sync now works on every day.");
  days.style = ChoiceStyle::compact;
  days.multiple = true;
  days.value = quiet_day_names(rule);
  for (std::size_t day = 0; day < weekday_names().size(); ++day)
    days.options.push_back(ChoiceOption{weekday_names()[day], weekday_text(day), "", "", "", {}});
  return block(kQuietDaysField, std::move(days));
}

/// Nothing before the first start.
std::vector<Action> pause_or_resume(const PageFacts& facts, PageState state) {
  Action action;
  if (facts.schedule.next ||
      (state == PageState::reconnect_needed && !offers_resume(facts.schedule, state))) {
    action.id = kPauseSchedule;
    action.label = tr("Pause schedule");
    action.icon = "player-pause";
    return {action};
  }
  if (!offers_resume(facts.schedule, state)) return {};
  action.id = kResumeSchedule;
  action.label = tr("Resume schedule");
  action.icon = "player-play";
  if (facts.connection->state == ConnectionState::reconnect_needed) action.disabled = tr(kReconnectSentence);
  return {action};
}

/// The undo that paused the schedule; null if it is not paused, or someone paused it.
const Run* undo_that_paused(const host_sdk::ScheduleState& schedule, const std::vector<Run>& runs) {
  const auto& at = schedule.paused_at;
  if (schedule.next || !at) return nullptr;
  const auto undo = std::ranges::find_if(runs, [&](const Run& run) {
    return run.kind == RunKind::undo && run.state == RunState::done && run.started_at <= *at &&
           *at <= run.finished_at.value_or(run.started_at);
  });
  return undo == runs.end() ? nullptr : &*undo;
}

}  // namespace

ScheduleFacts read_schedule_facts(const HookContext& context, const PageFacts& facts) {
  return {{facts.schedule.rule, quiet_dates(context, facts.company.id)},
          context.deployment.every,
          host_sdk::find_service<host_sdk::Calendar>(context.host) != nullptr};
}

bool offers_resume(const host_sdk::ScheduleState& schedule, PageState state) {
  if (schedule.next) return false;
  if (!schedule.paused_by.empty()) return true;
  return state == PageState::paused || state == PageState::held || state == PageState::done_with_errors ||
         state == PageState::failing;
}

std::string paused_text(const host_sdk::ScheduleState& schedule, const std::vector<Run>& runs) {
  if (const Run* undo = undo_that_paused(schedule, runs))
    return tr("Paused because {run} was undone", {{"run", undone_text(runs, *undo)}});
  if (schedule.paused_by.empty() || !schedule.paused_at) return {};
  return tr("Paused by {person} on {day}",
            {{"person", schedule.paused_by}, {"day", host_sdk::day_text(*schedule.paused_at)}});
}

std::string undone_text(const std::vector<Run>& runs, const Run& undo) {
  const auto undone = std::ranges::find(runs, undo.id, &Run::undone_by);
  return undone == runs.end() ? tr("an earlier sync") : tr("the {run}", {{"run", run_text(*undone)}});
}

Block schedule_card(const PageFacts& facts, const ScheduleFacts& schedule, PageState state) {
  Form form;
  form.blocks = {every_field(schedule), zone_field(schedule), quiet_days_field(schedule.when.rule)};
  if (schedule.has_calendar) form.blocks.push_back(quiet_dates_field(schedule.when.quiet_dates));
  Action save;
  save.id = kSaveSchedule;
  save.label = tr("Save schedule");
  save.submit = true;
  form.actions = {save};
  form.note =
      tr("On the day the clocks go forward, a skipped time moves to the next valid one. If syncs were "
         "missed, one sync makes up for them.");
  Section card;
  card.title = tr("When");
  card.hint = with_capital(schedule.text()) + ".";
  if (const std::string paused = paused_text(facts.schedule, facts.runs); !paused.empty())
    card.hint = paused + ". " + card.hint;
  card.blocks = {block("schedule_form", std::move(form))};
  card.actions = pause_or_resume(facts, state);
  return block("schedule", std::move(card));
}

}  // namespace gup
