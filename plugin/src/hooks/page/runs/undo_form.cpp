#include "hooks/page/runs/undo_form.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/attention/held.hpp"
#include "hooks/page/parts.hpp"
#include "sync/undo/undo_rules.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Text;

constexpr const char* kWhatUndoDoes = tr_later(
    "Undoing restores the users, target groups and memberships that this run changed, with the same ids. "
    "Rows that have since been changed by hand or by a later run are left alone and listed. The daily sync "
    "is paused, because the next sync would make the same changes again, unless you change the selection, "
    "the settings or Google first. Start sync and Sync now continue to work.");

}  // namespace

std::string changes_text(const host_sdk::SyncReport& report) {
  const std::int64_t groups = report.groups_added + report.groups_updated + report.groups_removed;
  const std::int64_t memberships = report.memberships_added + report.memberships_removed;
  std::vector<std::string> changes{
      tr_count("{count} user", "{count} users", count_changes(report) - groups - memberships),
      tr_count("{count} target group", "{count} target groups", groups)};
  if (memberships > 0) changes.push_back(tr_count("{count} membership", "{count} memberships", memberships));
  return host_sdk::list_text(changes);
}

bool offers_undo(const std::vector<Run>& runs, PageState state) {
  return state != PageState::running && state != PageState::connecting && state != PageState::unlinking &&
         std::ranges::any_of(runs, [](const Run& run) { return run.state != RunState::running; });
}

const char* undo_count_field(const RemovalCounts& removals, PageState state) {
  // A page has each field once.
  return offers_removals(removals, state) ? kUndoCountField : kCountField;
}

std::vector<Block> undo_form(const PageFacts& facts, PageState state, const Run& run, Store& store,
                             const View& view) {
  if (!offers_undo(facts.runs, state)) return {};
  const std::string reason = why_not_undone(run, read_undo_facts(store, run, facts.now));
  Block note = block("run_undo_note", Text{reason.empty() ? tr(kWhatUndoDoes) : reason, {}});
  const std::string changes = std::to_string(count_changes(run.report));
  Input number;
  number.label = tr("Run to undo");
  number.hint = tr("The number of the run. This is run {run}.", {{"run", std::to_string(run.id)}});
  number.max = 20;
  Input count;
  count.label = tr("Number of changes to undo");
  count.hint = tr("Type how many users, target groups and memberships the run changed.");
  count.max = 20;
  if (reason.empty()) {
    number.value = std::to_string(run.id);
    count.hint = tr("This run changed {changes}. Type {number} to undo it.",
                    {{"changes", changes_text(run.report)}, {"number", changes}});
  }
  Action undo;
  undo.id = kUndoRun;
  undo.label = tr("Undo this run");
  undo.style = ActionStyle::danger;
  undo.icon = "arrow-back-up";
  undo.submit = true;
  Form form;
  form.revision = facts.saved.revision;
  if (view.whole) {
    form.blocks = {block(kRunField, std::move(number)),
                   block(undo_count_field(facts.removals, state), std::move(count))};
  } else {
    if (!reason.empty()) return {std::move(note)};
    undo.value = std::to_string(run.id);
    form.blocks = {block(kCountField, std::move(count))};
  }
  form.actions = {std::move(undo)};
  return {std::move(note), block("run_undo", std::move(form))};
}

}  // namespace gup
