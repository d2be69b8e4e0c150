#include "hooks/page/runs/tiles.hpp"

#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::FactStyle;
using host_sdk::page::NumberValue;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;

host_sdk::Timestamp end_of(const Run& run) {
  return run.finished_at.value_or(run.started_at);
}

Fact last_sync(const History& history) {
  if (history.last == nullptr) return {tr("Last sync"), tr("None yet"), "", "history", Tone::neutral};
  if (history.last->state != RunState::failed)
    return {tr("Last sync"), TimeValue{end_of(*history.last)},
            history.last->undone_by != 0
                ? tr("undone: {changes}", {{"changes", counts_text(history.last->report)}})
                : counts_text(history.last->report),
            "history", Tone::info};
  if (history.last_good == nullptr)
    return {tr("Last successful sync"), tr("None yet"), tr("the latest one failed"), "history", Tone::danger};
  return {tr("Last successful sync"), TimeValue{end_of(*history.last_good)}, tr("the latest one failed"),
          "history", Tone::danger};
}

Fact next_sync(const PageFacts& facts, const ScheduleFacts& schedule, const History& history) {
  if (facts.connection->state == ConnectionState::reconnect_needed)
    return {tr("Next sync"), tr("Paused"), tr("until you reconnect to Google"), "clock", Tone::neutral};
  if (!facts.schedule.next && facts.schedule.paused_by.empty() && history.last == nullptr)
    return {tr("Next sync"), tr("None yet"), tr("start the sync first"), "clock", Tone::neutral};
  if (!facts.schedule.next) {
    const std::string paused = paused_text(facts.schedule, facts.runs);
    return {tr("Next sync"), tr("Paused"), paused.empty() ? tr("resume the schedule") : paused, "clock",
            Tone::neutral};
  }
  return {tr("Next sync"), TimeValue{*facts.schedule.next}, schedule.text(), "clock", Tone::info};
}

Fact users(const Store::Holdings& holdings, std::int64_t dismissed) {
  const auto ours = holdings.created_users + holdings.adopted_users;
  std::string hint = tr_count("of {count} target user", "of {count} target users", holdings.all_users);
  if (dismissed > 0) hint += ", " + tr("{count} kept by your decision", {{"count", dismissed}});
  return {tr("Users from Google"), NumberValue{ours, Tone::neutral}, std::move(hint), "users", Tone::info};
}

Fact attention(std::int64_t held, const History& history) {
  if (history.last == nullptr || history.last->state == RunState::failed)
    return {tr("Needs attention"), NumberValue{history.last == nullptr ? 0 : 1, Tone::danger},
            history.last == nullptr ? tr("nothing yet") : tr("the last sync failed"), "alert-triangle",
            history.last == nullptr ? Tone::neutral : Tone::danger};
  const auto& report = history.last->report;
  const std::string kept =
      tr_count("{count} user kept unchanged", "{count} users kept unchanged", report.frozen);
  if (held > 0)
    return {tr("Needs attention"), NumberValue{held, Tone::danger},
            (held == 1 ? tr("removal needs approval") : tr("removals need approval")) +
                (report.frozen > 0 ? ", " + kept : std::string()),
            "alert-triangle", Tone::warning};
  if (report.frozen > 0)
    return {tr("Needs attention"), NumberValue{report.frozen, Tone::danger},
            report.frozen == 1 ? tr("user kept unchanged") : tr("users kept unchanged"), "alert-triangle",
            Tone::warning};
  if (history.last->state == RunState::held && history.last->unclear > 0)
    return {tr("Needs attention"), NumberValue{history.last->unclear, Tone::danger},
            tr("not confirmed by Google"), "alert-triangle", Tone::warning};
  if (report.failed > 0)
    return {tr("Needs attention"), NumberValue{report.failed, Tone::danger},
            report.failed == 1 ? tr("user failed in the last sync") : tr("users failed in the last sync"),
            "alert-triangle", Tone::danger};
  return {tr("Needs attention"), tr("Nothing"), tr("no one failed, nothing is held"), "circle-check",
          Tone::success};
}

}  // namespace

Block tiles_card(const PageFacts& facts, const ScheduleFacts& schedule, const Store::Holdings& holdings) {
  const History history = history_of(facts.runs);
  Facts tiles;
  tiles.style = FactStyle::tiles;
  tiles.items = {last_sync(history), next_sync(facts, schedule, history),
                 users(holdings, facts.removals.dismissed), attention(facts.removals.held, history)};
  return block("tiles", std::move(tiles));
}

}  // namespace gup
