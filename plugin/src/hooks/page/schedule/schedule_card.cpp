#include "hooks/page/schedule/schedule_card.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/time.hpp"
#include "settings/schedule_form.hpp"
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

Block every_field(const PageFacts& facts) {
  Choice every;
  every.label = tr("Sync every");
  every.style = ChoiceStyle::compact;
  every.value = {period_name(facts.when.rule, facts.default_every)};
  for (const SchedulePeriod& one : schedule_periods(facts.default_every)) {
    const bool is_default = one.every.count() == 0;
    ChoiceOption option{one.name, period(is_default ? facts.default_every : one.every), "", "", "", {}};
    const bool is_daily = (is_default ? facts.default_every : one.every) == std::chrono::hours{24};
    if (is_daily) option.blocks = {time_field(facts.when.rule)};
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

Block zone_field(const PageFacts& facts) {
  if (!facts.has_calendar) return typed_zone_field(facts.when.rule);
  const std::string name = facts.when.rule.zone.empty() ? kUtc : facts.when.rule.zone;
  Picker zone;
  zone.label = tr("Time zone");
  zone.hint = tr(kZoneHint);
  zone.multiple = false;
  zone.value = {SelectedOption{name, name, false}};
  return block(kScheduleZoneField, std::move(zone));
}

Block quiet_dates_field(const PageFacts& facts) {
  Input dates;
  dates.label = tr("Quiet dates");
  dates.hint = tr("One per line: 2026-12-24, or 2026-12-24 to 2027-01-01. They work like quiet days.");
  dates.value = quiet_dates_text(facts.when.quiet_dates, "\n");
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
  if (facts.next_sync || (state == PageState::reconnect_needed && !offers_resume(facts, state))) {
    action.id = kPauseSchedule;
    action.label = tr("Pause schedule");
    action.icon = "player-pause";
    return {action};
  }
  if (!offers_resume(facts, state)) return {};
  action.id = kResumeSchedule;
  action.label = tr("Resume schedule");
  action.icon = "player-play";
  if (facts.connection->state == ConnectionState::reconnect_needed) action.disabled = tr(kReconnectSentence);
  return {action};
}

}  // namespace

bool offers_resume(const PageFacts& facts, PageState state) {
  if (facts.next_sync) return false;
  if (!facts.schedule.paused_by.empty()) return true;
  return state == PageState::paused || state == PageState::held || state == PageState::done_with_errors ||
         state == PageState::failing;
}

std::string paused_text(const PageFacts& facts) {
  const auto& schedule = facts.schedule;
  if (const Run* undo = undo_that_paused(facts))
    return tr("Paused because {run} was undone", {{"run", undone_text(facts, *undo)}});
  if (schedule.paused_by.empty() || !schedule.paused_at) return {};
  return tr("Paused by {person} on {day}",
            {{"person", schedule.paused_by}, {"day", host_sdk::day_text(*schedule.paused_at)}});
}

std::string undone_text(const PageFacts& facts, const Run& undo) {
  const auto undone = std::ranges::find(facts.runs, undo.id, &Run::undone_by);
  return undone == facts.runs.end() ? tr("an earlier sync") : tr("the {run}", {{"run", run_text(*undone)}});
}

Block schedule_card(const PageFacts& facts, PageState state) {
  Form form;
  form.blocks = {every_field(facts), zone_field(facts), quiet_days_field(facts.when.rule)};
  if (facts.has_calendar) form.blocks.push_back(quiet_dates_field(facts));
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
  card.hint = with_capital(schedule_text(facts.when, facts.default_every)) + ".";
  if (const std::string paused = paused_text(facts); !paused.empty()) card.hint = paused + ". " + card.hint;
  card.blocks = {block("schedule_form", std::move(form))};
  card.actions = pause_or_resume(facts, state);
  return block("schedule", std::move(card));
}

}  // namespace gup
