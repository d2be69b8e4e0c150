// The notice on top: what needs attention, what did not change, what to do.
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/cards.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Notice;
using host_sdk::page::Section;
using host_sdk::page::Tone;

Action primary(const char* id, std::string label, std::string icon) {
  Action action;
  action.id = id;
  action.label = std::move(label);
  action.style = ActionStyle::primary;
  action.icon = std::move(icon);
  return action;
}

Notice reconnect_notice(const PageFacts& facts) {
  const Connection& connection = *facts.connection;
  const auto lasted =
      connection.problem_since ? facts.now - *connection.problem_since : std::chrono::seconds{0};
  const std::string since =
      lasted < std::chrono::minutes{1} ? "" : " It has been so for " + lasting(lasted) + ".";
  return {Tone::danger,
          "Google has to be connected again",
          connection.problem_text + since +
              " Target users stay as they are, the settings are kept, and the daily sync waits until you "
              "reconnect.",
          {}};
}

/// The notice with the one thing to do: a service account's form is too large to stand in it.
std::vector<Block> reconnect_notices(const PageFacts& facts) {
  Notice notice = reconnect_notice(facts);
  if (facts.connection->kind == ConnectionKind::sign_in) {
    notice.actions = {connect_action("Reconnect to Google", ActionStyle::primary)};
    return {block("reconnect_notice", std::move(notice))};
  }
  Section card;
  card.title = "Reconnect the service account";
  card.hint =
      "Put right what the notice says, then try again; a key that is entered here replaces the former one.";
  card.blocks = {service_account_form(facts, "Reconnect to Google", ActionStyle::primary)};
  return {block("reconnect_notice", std::move(notice)), block("reconnect_service_account", std::move(card))};
}

std::string held_text(const PageFacts& facts, const Run& run) {
  const auto& report = run.report;
  std::string text;
  if (report.held > 0) {
    text =
        "That is " + std::to_string(percent_of(report.held, run.managed_before)) + "% of the " +
        counted(run.managed_before, "user", "users") + " from Google; your limit is " +
        limit_in_words(facts.saved.settings.removal_limit) +
        ". Nobody of them was removed; everything else was applied. The usual cause is a unit or group that "
        "was renamed, moved or unticked. If it is not meant, put the selection right; if it is, raise the "
        "removal limit below. Then sync again.";
  }
  if (report.frozen > 0) {
    if (!text.empty()) text += " ";
    text += counted(report.frozen, "person stays as it is", "people stay as they are") +
            ", because a chosen unit or group is gone or can no longer be read. Take it out of the selection "
            "to let them go.";
  }
  return text.empty() ? run.result.sentence : text;
}

Notice held_notice(const PageFacts& facts, const Run& run) {
  const auto held = run.report.held;
  if (held > 0)
    return {Tone::warning,
            "The last sync would remove " + counted(held, "user", "users") + ", so that waits for you",
            held_text(facts, run),
            {primary(kReviewRemovals, "Review " + counted(held, "removal", "removals"), "list-check")}};
  return {Tone::warning,
          "A chosen unit or group can no longer be seen in Google",
          held_text(facts, run),
          {primary(kShowProblems, "See what is affected", "list-check")}};
}

Notice errors_notice(const Run& run) {
  const auto failed = run.report.failed;
  return {Tone::warning,
          counted(failed, "user", "users") + " failed in the last sync",
          "Everybody else was synced. The list names each of them with the reason and what to do.",
          {primary(kShowProblems, "See the " + counted(failed, "user", "users"), "list-check")}};
}

std::string what_next(const PageFacts& facts, ResultCode code) {
  if (code == ResultCode::operator_action) return " The operator of this platform has to act.";
  if (code != ResultCode::try_again) return {};
  return facts.next_sync ? " It is tried again by itself; the time is below, at the next sync."
                         : " The daily sync is stopped, so it is not tried again by itself.";
}

Notice failing_notice(const PageFacts& facts) {
  const History history = history_of(facts.runs);
  const std::string title = history.failures > 1
                                ? "The last " + std::to_string(history.failures) + " syncs failed"
                                : "The last sync failed";
  const auto code = history.last->result.code;
  return {code == ResultCode::try_again && history.failures < 5 ? Tone::warning : Tone::danger,
          title,
          history.last->result.sentence + " Target users stay as they are." + what_next(facts, code),
          {}};
}

}  // namespace

std::vector<Block> attention_notices(const PageFacts& facts, PageState state) {
  const History history = history_of(facts.runs);
  switch (state) {
    case PageState::reconnect_needed:
      return reconnect_notices(facts);
    case PageState::held:
      return {block("held_notice", held_notice(facts, *history.last))};
    case PageState::done_with_errors:
      return {block("errors_notice", errors_notice(*history.last))};
    case PageState::failing:
      return {block("failing_notice", failing_notice(facts))};
    case PageState::paused:
      return {block("paused_notice",
                    Notice{Tone::neutral,
                           "The daily sync is stopped",
                           "Target users stay as they are. Start the sync to bring them up to date every " +
                               period(facts.every) + " again, or sync once now.",
                           {}})};
    case PageState::unlinking:
      if (facts.live || facts.unlink_starts) return {};
      return {block("unlink_notice",
                    Notice{Tone::warning,
                           "Unlinking did not finish",
                           "Some users of this integration may still be here. Unlink again to finish; until "
                           "then nothing is synced.",
                           {}})};
    default:
      return {};
  }
}

}  // namespace gup
