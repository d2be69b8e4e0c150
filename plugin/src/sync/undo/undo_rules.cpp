#include "sync/undo/undo_rules.hpp"

#include "host_sdk/language.hpp"
#include "host_sdk/time.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::tr;

bool is_too_old_an_unlink(const Run& run, const UndoFacts& facts) {
  const bool is_over = facts.now - run.finished_at.value_or(run.started_at) > kUnlinkCanBeUndone;
  return is_over || (run.kept_changes >= 0 && !facts.unlinked);
}

std::string why_not_by_connection(const Run& run, const UndoFacts& facts) {
  const bool connected = facts.connection && facts.connection->state != ConnectionState::not_connected;
  if (connected && facts.connection->state == ConnectionState::unlinking)
    return being_unlinked_sentence(tr("Nothing was undone."));
  if (run.kind != RunKind::unlink)
    return facts.unlinked_since || !connected
               ? tr("The integration was unlinked after the {run}. Undo the unlink first.",
                    {{"run", run_text(run)}})
               : "";
  if (facts.unlinked_since)
    return tr(
        "The integration was connected and unlinked again after the {run}. Only the last unlink can be "
        "undone.",
        {{"run", run_text(run)}});
  const auto& unlinked = *facts.unlinked;
  if (!connected)
    return not_connected_sentence(tr("To undo the unlink, connect as {administrator} again first.",
                                     {{"administrator", unlinked.admin_email}}));
  if (facts.connection->customer_id != unlinked.customer_id ||
      facts.connection->account_id != unlinked.account_id || facts.connection->kind != unlinked.kind)
    return tr("An unlink can be undone on the same connection only. This company is now connected as "
              "{administrator}.",
              {{"administrator", facts.connection->admin_email}}) +
           " " +
           (unlinked.kind == ConnectionKind::sign_in
                ? tr("Connect by signing in as {administrator} again first.",
                     {{"administrator", unlinked.admin_email}})
                : tr("Connect by a service account as {administrator} again first.",
                     {{"administrator", unlinked.admin_email}}));
  return "";
}

}  // namespace

UndoFacts read_undo_facts(Store& store, const Run& run, host_sdk::Timestamp now) {
  UndoFacts facts;
  facts.connection = store.load_connection(run.company_id);
  if (run.kind == RunKind::unlink) facts.unlinked = store.unlinked_connection(run.id);
  facts.unlinked_since = store.unlinked_since(run.company_id, run.id);
  facts.now = now;
  return facts;
}

std::string why_not_undone(const Run& run, const UndoFacts& facts) {
  if (run.state == RunState::running)
    return tr("The {run} is still running. Undo it when it has ended.", {{"run", run_text(run)}});
  switch (run.kind) {
    case RunKind::preview:
      return tr("A preview changes nothing. There is nothing to undo.");
    case RunKind::dismissal:
      return tr("Dismissing removals changed no target user. To remove these users, approve their removals.");
    case RunKind::undo:
      return tr(
          "An undo cannot be undone. To make the changes again, sync now; to undo the undo of an unlink, "
          "unlink again.");
    case RunKind::sync:
    case RunKind::person:
    case RunKind::unlink:
      break;
  }
  if (run.undone_by != 0)
    return tr("The {run} was already undone. Nothing was changed.", {{"run", run_text(run)}});
  if (run.state == RunState::failed || run.state == RunState::cancelled || run.kept_changes == 0)
    return tr("The {run} changed no target user or target group. There is nothing to undo.",
              {{"run", run_text(run)}});
  // The clean-up has deleted what was kept, so this comes first.
  if (run.kind == RunKind::unlink && is_too_old_an_unlink(run, facts))
    return tr("An unlink can be undone for 7 days. The {run} is older.", {{"run", run_text(run)}});
  if (run.kept_changes < 0)
    return tr(
        "The {run} was made by an earlier version, which did not store what an undo needs. Nothing was "
        "changed.",
        {{"run", run_text(run)}});
  return why_not_by_connection(run, facts);
}

std::int64_t count_changes(const host_sdk::SyncReport& report) {
  return report.added + report.updated + report.reactivated + report.removed + report.groups_added +
         report.groups_updated + report.groups_removed + report.memberships_added +
         report.memberships_removed;
}

std::string run_text(const Run& run) {
  const std::string time = host_sdk::tr_in("time of a run", "{day}, {time} UTC",
                                           {{"day", host_sdk::day_text(run.started_at)},
                                            {"time", host_sdk::to_rfc3339(run.started_at).substr(11, 5)}});
  return run.kind == RunKind::unlink ? tr("unlink of {time}", {{"time", time}})
                                     : tr("sync of {time}", {{"time", time}});
}

}  // namespace gup
