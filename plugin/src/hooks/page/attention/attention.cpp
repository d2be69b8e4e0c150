#include "hooks/page/attention/attention.hpp"

#include <algorithm>
#include <optional>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/attention/held.hpp"
#include "hooks/page/attention/missing_sources.hpp"
#include "hooks/page/connection/service_account_form.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "sync/undo/undo_rules.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Notice;
using host_sdk::page::Section;
using host_sdk::page::Tone;

/// The main action that resolves a state, on another sub-page.
Action leading(const char* id, std::string label, host_sdk::page::PageAddress to) {
  Action action = link_action(id, std::move(label), std::move(to), "list-check");
  action.style = ActionStyle::primary;
  return action;
}

Notice reconnect_notice(const PageFacts& facts) {
  const Connection& connection = *facts.connection;
  const auto lasted =
      connection.problem_since ? facts.now - *connection.problem_since : std::chrono::seconds{0};
  const std::string since = lasted < std::chrono::minutes{1}
                                ? ""
                                : " " + tr("This started {duration} ago.", {{"duration", lasting(lasted)}});
  const bool may_return = connection.problem == ConnectionProblem::access_paused;
  return {
      Tone::danger,
      may_return ? tr("Google denies access") : tr("Reconnect to Google"),
      stored_text(connection.problem_text) + since + " " + tr("Target users and settings stay as they are.") +
          " " +
          (may_return
               ? tr("The daily sync is paused. Access is checked again automatically, at least every 6 "
                    "hours, and the sync resumes when access is restored. Reconnecting resumes it at once.")
               : tr("The daily sync is paused until you reconnect.")),
      {}};
}

/// The notice with its action. A service account's form is too large for a notice, so it gets a card.
std::vector<Block> reconnect_notices(const PageFacts& facts) {
  Notice notice = reconnect_notice(facts);
  if (facts.connection->kind == ConnectionKind::sign_in) {
    notice.actions = {connect_action(tr("Reconnect to Google"), ActionStyle::primary)};
    return {block("reconnect_notice", std::move(notice))};
  }
  Section card;
  card.title = tr("Reconnect the service account");
  card.hint = tr("Fix the problem above, then reconnect. A key that you enter here replaces the stored key.");
  card.blocks = {service_account_form(facts.connection, tr("Reconnect to Google"), ActionStyle::primary)};
  return {block("reconnect_notice", std::move(notice)), block("reconnect_service_account", std::move(card))};
}

std::string held_text(const HeldRemovals& held, bool within_limit, const Run& run) {
  if (within_limit)
    return held_reasons_text(held) + " " +
           tr("The removals are within the new limit: sync now to carry them out.");
  // The sentence names the limit that held them, which may have been changed since.
  return held_reasons_text(held) + " " + stored_text(run.result.sentence) + " " +
         tr("If the removals are right, approve them. If they are wrong, correct the selection and sync "
            "again, or keep the users.");
}

std::string frozen_text(std::int64_t frozen) {
  return tr_count(
             "{count} user stays as it is, because a selected unit or group was deleted or is no longer "
             "readable.",
             "{count} users stay as they are, because a selected unit or group was deleted or is no longer "
             "readable.",
             frozen) +
         " " + tr("To let them leave, remove it from the selection and sync again.");
}

Action sync_again() {
  Action action;
  action.id = kSyncNow;
  action.label = tr("Sync again");
  action.icon = "refresh";
  return action;
}

Notice held_notice(const HeldRemovals& held, const RemovalLimit& limit, const Run& run) {
  const bool within_limit = within_new_limit(held, limit);
  Notice notice{
      Tone::warning,
      tr_count("{count} removal needs your approval", "{count} removals need your approval", held.count),
      held_text(held, within_limit, run),
      {leading("review_removals", tr_count("Review {count} removal", "Review {count} removals", held.count),
               address_of(SubPage::removals))}};
  if (limit_can_help(held) && !within_limit)
    notice.actions.push_back(link_action("change_limit", tr("Change the limit"),
                                         address_of(SubPage::settings, "settings_safety")));
  return notice;
}

/// The sync needs a review, but holds no removals.
Notice review_notice(const Run& run) {
  if (run.report.frozen == 0)
    return {Tone::warning,
            tr("The last sync needs your review"),
            stored_text(run.result.sentence),
            {leading("show_problems", tr("Show details"), address_of_run(run.id))}};
  return {Tone::warning,
          tr("A selected unit or group is missing or could not be read"),
          frozen_text(run.report.frozen),
          {leading("show_problems",
                   tr_count("Show {count} affected user", "Show {count} affected users", run.report.frozen),
                   address_of_run(run.id, {{kKindParameter, "frozen"}})),
           link_action("change_selection", tr("Change the selection"),
                       address_of(SubPage::settings, "settings_who")),
           sync_again()}};
}

Notice errors_notice(const Run& run) {
  const auto failed = run.report.failed;
  return {Tone::warning,
          tr_count("{count} user failed in the last sync", "{count} users failed in the last sync", failed),
          tr("All other users were synced. The next sync tries these users again. The list shows the reason "
             "for each."),
          {leading("show_problems", tr_count("Show {count} failed user", "Show {count} failed users", failed),
                   address_of_run(run.id, {{kKindParameter, "failed"}}))}};
}

std::string how_to_resume(const ScheduleFacts& schedule) {
  return tr("Select Resume schedule to sync {schedule} again, or Sync now to sync once.",
            {{"schedule", schedule.text()}});
}

Notice undone_notice(const PageFacts& facts, const ScheduleFacts& schedule, const Run& undo) {
  return {Tone::warning,
          tr("Paused: {run} was undone", {{"run", undone_text(facts.runs, undo)}}),
          stored_text(undo.result.sentence) + " " + how_to_resume(schedule),
          {}};
}

Notice paused_notice(const PageFacts& facts, const ScheduleFacts& schedule) {
  const std::string paused = paused_text(facts.schedule, facts.runs);
  const std::string text = tr("Target users stay as they are.") + " " + how_to_resume(schedule);
  return {Tone::neutral, tr("The schedule is paused"), paused.empty() ? text : paused + ". " + text, {}};
}

Action resume_action(ActionStyle style) {
  Action resume;
  resume.id = kResumeSchedule;
  resume.label = tr("Resume schedule");
  resume.style = style;
  resume.icon = "player-play";
  return resume;
}

std::string what_next(bool paused, ResultCode code) {
  if (code == ResultCode::operator_action) return " " + tr("Contact the operator of this platform.");
  if (code != ResultCode::try_again) return {};
  return " " + (paused ? tr("The schedule is paused, so it is not retried automatically.")
                       : tr("It is retried automatically; the time is below, under Next sync."));
}

Notice failing_notice(const History& history, bool paused) {
  const std::string title = history.failures > 1
                                ? tr("The last {count} syncs failed", {{"count", history.failures}})
                                : tr("The last sync failed");
  const auto code = history.last->result.code;
  return {code == ResultCode::try_again && history.failures < 5 ? Tone::warning : Tone::danger,
          title,
          stored_text(history.last->result.sentence) + " " + tr("Target users stay as they are.") +
              what_next(paused, code),
          {}};
}

/// Shows why the schedule is paused, with the button that resumes it, unless another card has that button.
Block schedule_notice(const PageFacts& facts, const ScheduleFacts& schedule,
                      std::optional<ActionStyle> button) {
  const Run* undo = history_of(facts.runs).undo;
  Notice notice = undo != nullptr ? undone_notice(facts, schedule, *undo) : paused_notice(facts, schedule);
  if (button) notice.actions = {resume_action(*button)};
  return block(undo != nullptr ? "undone_notice" : "paused_notice", std::move(notice));
}

/// Warns after an undo: the next sync makes the same changes again unless something else is changed.
std::vector<Block> repetition_notice(const PageFacts& facts) {
  const Run* undo = history_of(facts.runs).undo;
  if (undo == nullptr || !facts.schedule.next) return {};
  const auto undone = std::ranges::find(facts.runs, undo->id, &Run::undone_by);
  if (undone == facts.runs.end() || undone->kind != RunKind::sync ||
      undone->settings_revision != facts.saved.revision)
    return {};
  return {block("repetition_notice",
                Notice{Tone::warning,
                       tr("The next sync makes the undone changes again"),
                       with_capital(tr("{run} was undone, and the settings are the same.",
                                       {{"run", undone_text(facts.runs, *undo)}})) +
                           " " + tr("Change the selection, the settings or Google before the next sync."),
                       {link_action("change_settings", tr("Change the settings"),
                                    address_of(SubPage::settings), "edit")}})};
}

/// Offers to undo the unlink after connecting again, until the first sync has ended.
std::vector<Block> unlink_notice(const PageFacts& facts, Store& store) {
  if (history_of(facts.runs).last != nullptr) return {};
  const auto unlink = std::ranges::find(facts.runs, RunKind::unlink, &Run::kind);
  if (unlink == facts.runs.end() ||
      !why_not_undone(*unlink, read_undo_facts(store, *unlink, facts.now)).empty())
    return {};
  auto undo = address_of_run(unlink->id);
  undo.block = "run_undo_section";
  return {
      block("unlink_undo_notice",
            Notice{Tone::info,
                   tr("The unlink can be undone"),
                   stored_text(unlink->result.sentence) + " " +
                       tr("Undoing it restores the users, target groups and memberships, with the same ids. "
                          "Without it, the first sync adds the users as new ones."),
                   {link_action("undo_unlink", tr("Undo the unlink"), std::move(undo), "arrow-back-up")}})};
}

/// The removals that are held, or why else the sync needs a review; and the units and groups that are
/// missing.
std::vector<Block> review_notices(const PageFacts& facts, Store& store, const Run& last) {
  const std::int64_t count = facts.removals.held;
  Notice notice = count > 0 ? held_notice(read_held_removals(store, facts.company.id, count),
                                          facts.saved.settings.removal_limit, last)
                            : review_notice(last);
  std::vector<Block> blocks{block("held_notice", std::move(notice))};
  if (const auto sources = missing_sources(facts); !sources.empty())
    blocks.push_back(missing_sources_card(sources, last));
  return blocks;
}

/// About what the state is named for.
std::vector<Block> notices_of(const PageFacts& facts, const ScheduleFacts& schedule, Store& store,
                              PageState state, bool whole) {
  const History history = history_of(facts.runs);
  switch (state) {
    case PageState::reconnect_needed:
      return reconnect_notices(facts);
    case PageState::held:
      return review_notices(facts, store, *history.last);
    case PageState::done_with_errors:
      return {block("errors_notice", errors_notice(*history.last))};
    case PageState::failing:
      return {block("failing_notice", failing_notice(history, !facts.schedule.next))};
    case PageState::paused:
      return {schedule_notice(facts, schedule, whole ? std::nullopt : std::optional(ActionStyle::primary))};
    case PageState::unlinking:
      if (facts.activity.run || facts.activity.unlink_starts) return {};
      return {block("unlink_notice", Notice{Tone::warning,
                                            tr("Unlinking did not finish"),
                                            tr("Some users of this integration may still exist. Unlink again "
                                               "to finish. Nothing is synced until then."),
                                            {}})};
    default:
      return {};
  }
}

}  // namespace

std::vector<Block> attention_notices(const PageFacts& facts, const ScheduleFacts& schedule, Store& store,
                                     PageState state, bool whole) {
  std::vector<Block> notices = notices_of(facts, schedule, store, state, whole);
  if (state == PageState::held || state == PageState::done_with_errors || state == PageState::failing)
    if (!facts.schedule.next)
      notices.push_back(
          schedule_notice(facts, schedule, whole ? std::nullopt : std::optional(ActionStyle::standard)));
  if (state != PageState::running && state != PageState::unlinking) append(notices, repetition_notice(facts));
  if (state == PageState::not_set_up && !whole) append(notices, unlink_notice(facts, store));
  return notices;
}

}  // namespace gup
