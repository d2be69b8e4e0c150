#include "database/undo/undo_writer.hpp"

#include "database/bulk/bulk_sql.hpp"
#include "database/exclusions/exclusions_table.hpp"
#include "database/fields/field_rules_table.hpp"
#include "database/our_rows.hpp"
#include "database/tables/run_changes_table.hpp"
#include "database/tables/runs_table.hpp"
#include "database/undo/before_images.hpp"
#include "database/undo/undo_rows.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/link_writer.hpp"
#include "database/writers/write_context.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

const std::string kStateDismissed = std::to_string(static_cast<int>(plan::LinkState::dismissed));
const std::string kStateReleased = std::to_string(static_cast<int>(plan::LinkState::released));

class UndoWriter {
 public:
  UndoWriter(const WriteContext& context, const Undo& undo, TransactionProgress& progress)
      : context_(context),
        undo_(undo),
        progress_(progress),
        rows_(context, undo.undone_run.id, undo.state),
        run_(std::to_string(undo.undone_run.id)),
        now_(std::to_string(context.now)) {}

  void write() {
    const plan::UndoPlan& plan = undo_.plan;
    delete_users();
    delete_groups();
    write_back(kept_users(), plan.updates);
    advance(plan.updates.size());
    rows_.insert(kept_users(), plan.inserts);
    advance(plan.inserts.size());
    write_links();
    advance(plan.links.size() + plan.links_of_other_rows.size());
    write_back(kept_groups(), plan.group_updates);
    advance(plan.group_updates.size());
    rows_.insert(kept_groups(), plan.group_inserts);
    advance(plan.group_inserts.size());
    write_group_links();
    advance(plan.group_updates.size() + plan.group_inserts.size());
    write_memberships();
    if (undo_.undone_run.kind == RunKind::unlink) {
      restore_settings();
      restore_rules("gup_exclusions", "gup_run_exclusions", kKeptExclusions);
      restore_rules("gup_field_rules", "gup_run_field_rules", kKeptFieldRules);
    }
  }

 private:
  /// Call after statements that write many rows on the server.
  void advance(std::size_t rows) {
    progress_.advance(static_cast<std::int64_t>(rows));
    progress_.check_cancel();
  }

  void write_back(const KeptTable& table, const std::vector<std::int64_t>& ids) {
    rows_.set_temporary_keys(table, ids);
    rows_.write_back(table, ids);
  }

  void delete_users() {
    std::vector<std::string> people;
    for (const auto& change : undo_.plan.deletes)
      if (!change.external_id.empty()) people.push_back(change.external_id);
    rows_.erase(kept_users(), ids_of(undo_.plan.deletes));
    forget(people);
  }

  /// Deletes everything that the plugin stores about these people.
  void forget(const std::vector<std::string>& people) {
    for (const char* table : {"gup_links", "gup_link_sources", "gup_held_removals"})
      run_for_texts(context_.session,
                    std::string("DELETE FROM ") + table + " WHERE company_id = ? AND external_id IN",
                    context_.company_id, people);
  }

  void delete_groups() {
    const auto& deletes = undo_.plan.group_deletes;
    rows_.erase(kept_groups(), ids_of(undo_.plan.group_deletes));
    context_.writer.erase(
        "gup_group_links", {{"company_id", 't'}, {"source_id", 't'}}, {}, deletes.size(),
        [&](std::size_t index, Values& row) {
          row.text(context_.company_id, "company_id").text(deletes[index].source_id, "source_id");
        });
    std::vector<std::string> held;
    for (const auto& change : deletes)
      if (!change.source_id.empty()) held.push_back(change.source_id);
    // The number of a held target group is above those of all people.
    run_for_texts(context_.session,
                  "DELETE FROM gup_held_removals WHERE user_id > " + std::to_string(plan::kFirstGroupPlace) +
                      " AND company_id = ? AND external_id IN",
                  context_.company_id, held);
    // The settings name a created group by its id; the next sync creates it again by its name.
    for (const auto& change : deletes)
      Query(context_.session,
            "UPDATE gup_settings SET target_group = (SELECT " + new_name() +
                " FROM gup_run_groups g WHERE g.run_id = ? AND g.group_id = ?) WHERE company_id = ? AND "
                "target_group = ?")
          .number(undo_.undone_run.id)
          .number(change.group_id)
          .text(context_.company_id, "company_id")
          .text(std::to_string(change.group_id), "target_group")
          .run();
  }

  [[nodiscard]] std::string new_name() const {
    return context_.session.dialect().backend() == Backend::mysql ? "CONCAT('new:', g.source_name)"
                                                                  : "'new:' || g.source_name";
  }

  /// `sql` has one `?` before the list of ids, for the company.
  std::int64_t insert_for_ids(const std::string& sql, const std::vector<std::int64_t>& ids) {
    return run_for_ids(context_.session, sql, ids, context_.company_id);
  }

  void write_links() {
    keep_dismissals();
    // A row that someone had edited in the host before the run counts as edited again.
    copy_links(undo_.plan.links,
               "CASE WHEN EXISTS (SELECT 1 FROM gup_run_users u WHERE u.run_id = gup_run_links.run_id AND "
               "u.user_id = gup_run_links.user_id AND u.updated_at <> gup_run_links.row_updated_at) THEN "
               "row_updated_at ELSE " +
                   now_ + " END");
    copy_links(undo_.plan.links_of_other_rows, "row_updated_at");
    forget(undo_.plan.new_links);
    if (undo_.undone_run.kind == RunKind::unlink) copy_source_groups();
  }

  /// A removal that was dismissed since the run stays dismissed. Not if the row goes back to the host.
  void keep_dismissals() {
    const std::string dismissed =
        " FROM gup_links l WHERE l.company_id = ? AND l.external_id = gup_run_links.external_id AND "
        "l.user_id = gup_run_links.user_id AND l.state = " +
        kStateDismissed + ")";
    Query(context_.session, "UPDATE gup_run_links SET missing_since = (SELECT l.missing_since" + dismissed +
                                ", state = " + kStateDismissed + " WHERE run_id = ? AND state <> " +
                                kStateReleased + " AND EXISTS (SELECT 1" + dismissed)
        .text(context_.company_id, "company_id")
        .number(undo_.undone_run.id)
        .text(context_.company_id, "company_id")
        .run();
  }

  void copy_links(const std::vector<std::string>& people, const std::string& row_updated_at) {
    const std::string where = " WHERE run_id = " + run_ + " AND external_id IN";
    run_for_texts(context_.session, "DELETE FROM gup_links WHERE company_id = ? AND external_id IN",
                  context_.company_id, people);
    run_for_texts(context_.session,
                  std::string("INSERT INTO gup_links (company_id, external_id, ") + kKeptLinkColumns +
                      ", row_updated_at, missing_since) SELECT ?, external_id, " + kKeptLinkColumns + ", " +
                      row_updated_at + ", missing_since FROM gup_run_links" + where,
                  context_.company_id, people);
    // Kept only of people who left: what the last sync read about the others is still true.
    run_for_texts(context_.session,
                  "INSERT INTO gup_link_sources (company_id, external_id, source_id) SELECT l.company_id, "
                  "r.external_id, r.source_id FROM gup_links l JOIN gup_run_link_sources r ON r.run_id = " +
                      run_ +
                      " AND r.external_id = l.external_id LEFT JOIN gup_link_sources s ON s.company_id = "
                      "l.company_id AND s.external_id = r.external_id AND s.source_id = r.source_id WHERE "
                      "l.company_id = ? AND s.source_id IS NULL AND l.external_id IN",
                  context_.company_id, people);
  }

  void copy_source_groups() {
    Query(context_.session,
          "INSERT INTO gup_source_groups (company_id, group_id, parent_id) SELECT ?, r.group_id, r.parent_id "
          "FROM gup_run_source_groups r WHERE r.run_id = ? AND NOT EXISTS (SELECT 1 FROM gup_source_groups s "
          "WHERE s.company_id = ?)")
        .text(context_.company_id, "company_id")
        .number(undo_.undone_run.id)
        .text(context_.company_id, "company_id")
        .run();
  }

  void write_group_links() {
    std::vector<std::int64_t> groups = undo_.plan.group_updates;
    groups.insert(groups.end(), undo_.plan.group_inserts.begin(), undo_.plan.group_inserts.end());
    // A removal that was dismissed since the run stays dismissed.
    const std::string dismissed =
        " FROM gup_group_links l WHERE l.company_id = ? AND l.source_id = gup_run_groups.source_id AND "
        "l.dismissed_since IS NOT NULL)";
    Query(context_.session, "UPDATE gup_run_groups SET dismissed_since = (SELECT l.dismissed_since" +
                                dismissed + " WHERE run_id = ? AND EXISTS (SELECT 1" + dismissed)
        .text(context_.company_id, "company_id")
        .number(undo_.undone_run.id)
        .text(context_.company_id, "company_id")
        .run();
    const std::string of_groups =
        " FROM gup_run_groups r WHERE r.run_id = " + run_ + " AND r.source_id <> '' AND r.group_id IN";
    run_for_ids(
        context_.session,
        "DELETE FROM gup_group_links WHERE company_id = ? AND source_id IN (SELECT r.source_id" + of_groups,
        groups, context_.company_id, ")");
    insert_for_ids(
        "INSERT INTO gup_group_links (company_id, source_id, group_id, source_name, "
        "row_updated_at, dismissed_since) SELECT ?, r.source_id, r.group_id, r.source_name, CASE WHEN "
        "r.link_updated_at <> r.updated_at THEN r.link_updated_at ELSE " +
            now_ + " END, r.dismissed_since" + of_groups,
        groups);
  }

  void write_memberships() {
    erase_memberships(context_, undo_.plan.new_memberships);
    rows_.erase_handed_over(undo_.plan.handed_over_memberships);
    rows_.insert_lost(undo_.plan.lost_memberships);
  }

  /// Copies what the unlink kept of a table, unless the company has new rows in it.
  void restore_rules(const std::string& table, const std::string& kept_in, const std::string& columns) {
    if (Query(context_.session, "SELECT COUNT(*) FROM " + table + " WHERE company_id = ?")
            .text(context_.company_id, "company_id")
            .read_number() > 0)
      return;
    Query(context_.session, "INSERT INTO " + table + " (company_id, " + columns + ") SELECT ?, " + columns +
                                " FROM " + kept_in + " WHERE run_id = ?")
        .text(context_.company_id, "company_id")
        .number(undo_.undone_run.id)
        .run();
  }

  void restore_settings() {
    Query(context_.session, std::string("INSERT INTO gup_settings (company_id, ") + kKeptSettings +
                                ") SELECT ?, " + kKeptSettings +
                                " FROM gup_run_settings WHERE run_id = ? AND NOT EXISTS (SELECT 1 FROM "
                                "gup_settings s WHERE s.company_id = ?)")
        .text(context_.company_id, "company_id")
        .number(undo_.undone_run.id)
        .text(context_.company_id, "company_id")
        .run();
  }

  const WriteContext& context_;
  const Undo& undo_;
  TransactionProgress& progress_;
  const UndoRows rows_;
  const std::string run_;
  const std::string now_;
};

/// The undone run's removals do not count towards the removal limit, except those that stay.
void mark_undone(Session& session, const Undo& undo) {
  const auto marked =
      Query(session, "UPDATE gup_runs SET undone_by = ?, people_left = ? WHERE id = ? AND undone_by = 0")
          .number(undo.finished_run.id)
          .number(undo.plan.people_left)
          .number(undo.undone_run.id)
          .run();
  if (marked != 1) throw StateMoved("the run was undone meanwhile");
}

}  // namespace

std::int64_t rows_of(const plan::UndoPlan& plan) {
  return static_cast<std::int64_t>(
      3 * plan.deletes.size() + 3 * plan.updates.size() + 3 * plan.inserts.size() +
      plan.links_of_other_rows.size() + 2 * plan.group_deletes.size() + 2 * plan.group_updates.size() +
      2 * plan.group_inserts.size() + plan.lost_memberships.size() + plan.new_memberships.size() +
      plan.handed_over_memberships.size() + plan.changes.size());
}

void write_undo(Session& session, const Undo& undo, const std::string& lease_holder,
                const Checkpoint& checkpoint) {
  const Run& run = undo.finished_run;
  const auto now = run.finished_at.value_or(run.started_at);
  begin_writing(session, run.company_id, lease_holder);
  TransactionProgress progress(session, run.company_id, lease_holder, rows_of(undo.plan), checkpoint);
  const auto writer = make_bulk_writer(session, progress.steps());
  const WriteContext context{session, *writer, run.company_id, host_sdk::to_microseconds(now)};

  mark_undone(session, undo);
  UndoWriter(context, undo, progress).write();
  (void)insert_changes(*writer, run.id, undo.plan.changes);
  put_kept_changes(session, run.id, 0);
  finish_run(session, run, 0);
  progress.finish();
}

}  // namespace gup::database
