#include "sync/undo/undo_rules.hpp"

#include "host_sdk/time.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

std::string why_not_by_connection(const Run& run, const UndoFacts& facts) {
  const bool connected = facts.connection && facts.connection->state != ConnectionState::not_connected;
  if (connected && facts.connection->state == ConnectionState::unlinking)
    return being_unlinked_sentence("Nothing was undone.");
  if (run.kind != RunKind::unlink)
    return facts.unlinked_since || !connected
               ? "The integration was unlinked after the " + run_text(run) + ". Undo the unlink first."
               : "";
  if (facts.now - run.finished_at.value_or(run.started_at) > kUnlinkCanBeUndone || !facts.unlinked)
    return "An unlink can be undone for 7 days. The " + run_text(run) + " is older.";
  if (facts.unlinked_since)
    return "The integration was connected and unlinked again after the " + run_text(run) +
           ". Only the last unlink can be undone.";
  const auto& unlinked = *facts.unlinked;
  if (!connected)
    return not_connected_sentence("To undo the unlink, connect as " + unlinked.admin_email + " again first.");
  if (facts.connection->customer_id != unlinked.customer_id ||
      facts.connection->account_id != unlinked.account_id || facts.connection->kind != unlinked.kind)
    return "An unlink can be undone on the same connection only. This company is now connected as " +
           facts.connection->admin_email + ". Connect " +
           (unlinked.kind == ConnectionKind::sign_in ? "by signing in" : "by a service account") + " as " +
           unlinked.admin_email + " again first.";
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
    return "The " + run_text(run) + " is still running. Undo it when it has ended.";
  switch (run.kind) {
    case RunKind::preview:
      return "A preview changes nothing. There is nothing to undo.";
    case RunKind::dismissal:
      return "Dismissing removals changed no target user. To remove these users, approve their removals.";
    case RunKind::undo:
      return "An undo cannot be undone. To make the changes again, sync now; to undo the undo of an unlink, "
             "unlink again.";
    case RunKind::sync:
    case RunKind::person:
    case RunKind::unlink:
      break;
  }
  if (run.undone_by != 0) return "The " + run_text(run) + " was undone already. Nothing was changed.";
  if (run.state == RunState::failed || run.state == RunState::cancelled || run.kept_changes == 0)
    return "The " + run_text(run) + " changed no target user or target group. There is nothing to undo.";
  if (run.kept_changes < 0)
    return "The " + run_text(run) +
           " was made by an earlier version, which did not keep what undoing needs. Nothing was changed.";
  return why_not_by_connection(run, facts);
}

std::int64_t count_changes(const host_sdk::SyncReport& report) {
  return report.added + report.updated + report.reactivated + report.removed + report.groups_added +
         report.groups_updated + report.groups_removed + report.memberships_added +
         report.memberships_removed;
}

std::string run_text(const Run& run) {
  const std::string time = host_sdk::to_rfc3339(run.started_at);
  return std::string(run.kind == RunKind::unlink ? "unlink" : "sync") + " of " +
         host_sdk::to_day(run.started_at) + ", " + time.substr(11, 5) + " UTC";
}

}  // namespace gup
