#include "database/tables/runs_table.hpp"

#include <limits>

#include "database/bulk/bulk_writer.hpp"
#include "database/tables/json_text.hpp"
#include "database/tables/leases_table.hpp"
#include "database/undo/before_images.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr const char* kInterrupted =
    "The run was interrupted: its process ended, stopped responding or lost the database before it finished. "
    "Nothing of it was applied.";

const Columns& columns_at_start() {
  static const Columns kColumns{
      {"id", 'n'},         {"company_id", 't'}, {"kind", 'n'},     {"started_through", 'n'},
      {"started_by", 't'}, {"started_at", 'n'}, {"progress", 't'}, {"settings_revision", 'n'}};
  return kColumns;
}

/// The columns that change when a run ends.
const Columns& columns_at_end() {
  static const Columns kColumns{{"state", 'n'},
                                {"finished_at", 'n'},
                                {"added", 'n'},
                                {"updated", 'n'},
                                {"reactivated", 'n'},
                                {"removed", 'n'},
                                {"held", 'n'},
                                {"frozen", 'n'},
                                {"unchanged", 'n'},
                                {"skipped", 'n'},
                                {"failed", 'n'},
                                {"groups_added", 'n'},
                                {"groups_updated", 'n'},
                                {"groups_removed", 'n'},
                                {"memberships_added", 'n'},
                                {"memberships_removed", 'n'},
                                {"requests", 'n'},
                                {"retries", 'n'},
                                {"managed_before", 'n'},
                                {"managed_after", 'n'},
                                {"unclear", 'n'},
                                {"people_left", 'n'},
                                {"remarks", 't'},
                                {"result_code", 'n'},
                                {"result_sentence", 't'},
                                {"retry_after_seconds", 'n'},
                                {"settings", 't'}};
  return kColumns;
}

void fill_start(const Run& run, std::int64_t id, Values& row) {
  row.number(id)
      .text(run.company_id, "company_id")
      .number(static_cast<std::int64_t>(run.kind))
      .number(static_cast<std::int64_t>(run.trigger))
      .text(run.started_by, "started_by")
      .number(host_sdk::to_microseconds(run.started_at))
      .text(to_json(run.progress), "progress")
      .number(run.settings_revision);
}

void fill_end(const Run& run, std::int64_t people_left, Values& row) {
  const auto& report = run.report;
  row.number(static_cast<std::int64_t>(run.state));
  row.number(run.finished_at ? std::optional<std::int64_t>(host_sdk::to_microseconds(*run.finished_at))
                             : std::nullopt);
  for (const std::int64_t count : {report.added,
                                   report.updated,
                                   report.reactivated,
                                   report.removed,
                                   report.held,
                                   report.frozen,
                                   report.unchanged,
                                   report.skipped,
                                   report.failed,
                                   report.groups_added,
                                   report.groups_updated,
                                   report.groups_removed,
                                   report.memberships_added,
                                   report.memberships_removed,
                                   report.requests,
                                   report.retries,
                                   run.managed_before,
                                   run.managed_after,
                                   run.unclear,
                                   people_left})
    row.number(count);
  row.text(to_json(report.remarks), "remarks")
      .number(static_cast<std::int64_t>(run.result.code))
      .text(run.result.sentence, "result_sentence");
  row.number(run.result.retry_after ? std::optional<std::int64_t>(run.result.retry_after->count())
                                    : std::nullopt);
  row.text_or_null(run.settings_used ? std::optional(to_json(*run.settings_used)) : std::nullopt, "settings");
}

/// The letters for `Statement::read`, and the column list of a SELECT.
std::string letters(const Columns& columns) {
  std::string all;
  for (const auto& column : columns) all += column.kind;
  return all;
}
std::string names(const Columns& columns) {
  std::string all;
  for (const auto& column : columns) all += (all.empty() ? "" : ", ") + std::string(column.name);
  return all;
}

Run run_of(const Row& row) {
  Run run;
  std::size_t at = 0;
  run.id = row.number(at++);
  run.company_id = row.text(at++);
  run.kind = static_cast<RunKind>(row.number(at++));
  run.trigger = static_cast<RunTrigger>(row.number(at++));
  run.started_by = row.text(at++);
  run.started_at = host_sdk::from_microseconds(row.number(at++));
  run.progress = progress_from_json(row.text(at++));
  run.settings_revision = row.number(at++);
  run.state = static_cast<RunState>(row.number(at++));
  if (const auto finished_at = row.number_or_null(at++))
    run.finished_at = host_sdk::from_microseconds(*finished_at);
  auto& report = run.report;
  for (std::int64_t* count :
       {&report.added, &report.updated, &report.reactivated, &report.removed, &report.held, &report.frozen,
        &report.unchanged, &report.skipped, &report.failed, &report.groups_added, &report.groups_updated,
        &report.groups_removed, &report.memberships_added, &report.memberships_removed, &report.requests,
        &report.retries, &run.managed_before, &run.managed_after, &run.unclear})
    *count = row.number(at++);
  ++at;  // people_left is only for `recent_removals`.
  report.remarks = texts_from_json(row.text(at++));
  run.result.code = static_cast<host_sdk::ResultCode>(row.number(at++));
  run.result.sentence = row.text(at++);
  if (const auto seconds = row.number_or_null(at++)) run.result.retry_after = std::chrono::seconds{*seconds};
  if (const auto settings = row.text_or_null(at++)) run.settings_used = settings_used_from_json(*settings);
  run.kept_changes = row.number(at++);
  run.undone_by = row.number(at++);
  report.run_id = run.id;
  report.started_at = run.started_at;
  report.finished_at = run.finished_at.value_or(host_sdk::Timestamp{});
  return run;
}

std::string select_runs() {
  return "SELECT " + names(columns_at_start()) + ", " + names(columns_at_end()) +
         ", kept_changes, undone_by FROM gup_runs ";
}
std::string run_letters() {
  return letters(columns_at_start()) + letters(columns_at_end()) + "nn";
}

}  // namespace

std::int64_t start_run(Session& session, const Run& run) {
  Query(session, "UPDATE gup_counters SET next_value = next_value + 1 WHERE name = 'run'").run();
  const std::int64_t id =
      Query(session, "SELECT next_value - 1 FROM gup_counters WHERE name = 'run'").read_number();
  Columns columns = columns_at_start();
  columns.insert(columns.end(), columns_at_end().begin(), columns_at_end().end());
  const auto writer = make_bulk_writer(session);
  writer->insert("gup_runs", columns, 1, [&](std::size_t, Values& row) {
    fill_start(run, id, row);
    fill_end(run, 0, row);
  });
  return id;
}

void save_progress(Session& session, std::int64_t run_id, const host_sdk::Progress& progress) {
  Query(session, "UPDATE gup_runs SET progress = ? WHERE id = ? AND state = ?")
      .text(to_json(progress), "progress")
      .number(run_id)
      .number(static_cast<std::int64_t>(RunState::running))
      .run();
}

void finish_run(Session& session, const Run& run, std::int64_t people_left) {
  static const Columns kKeys{{"id", 'n'}};
  const auto writer = make_bulk_writer(session);
  writer->update("gup_runs", kKeys, columns_at_end(), {}, 1, [&](std::size_t, Values& row) {
    row.number(run.id);
    fill_end(run, people_left, row);
  });
}

bool finish_running(Session& session, const Run& run) {
  const auto running = static_cast<std::int64_t>(RunState::running);
  static const Columns kKeys{{"id", 'n'}, {"state", 'n'}};
  const auto writer = make_bulk_writer(session);
  return writer->update("gup_runs", kKeys, columns_at_end(), {}, 1, [&](std::size_t, Values& row) {
    row.number(run.id).number(running);
    fill_end(run, 0, row);
  }) == 1;
}

std::optional<Run> load_run(Session& session, std::int64_t run_id) {
  std::optional<Run> found;
  Query(session, select_runs() + "WHERE id = ?").number(run_id).read(run_letters(), [&](const Row& row) {
    found = run_of(row);
  });
  return found;
}

namespace {

/// The ids of all runs that started before `before_run_id` (0: of all runs) are below this.
std::int64_t id_limit(std::int64_t before_run_id) {
  return before_run_id > 0 ? before_run_id : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

std::vector<Run> list_runs(Session& session, const std::string& company_id, std::int64_t before_run_id,
                           int limit) {
  std::vector<Run> runs;
  Query(session, select_runs() + "WHERE company_id = ? AND kind <> ? AND id < ? ORDER BY id DESC LIMIT " +
                     std::to_string(std::max(0, limit)))
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::preview))
      .number(id_limit(before_run_id))
      .read(run_letters(), [&](const Row& row) { runs.push_back(run_of(row)); });
  return runs;
}

std::optional<Run> last_applied_sync(Session& session, const std::string& company_id,
                                     std::int64_t before_run_id) {
  std::optional<Run> found;
  Query(session, select_runs() +
                     "WHERE company_id = ? AND kind = ? AND state IN (?, ?) AND id < ? ORDER BY "
                     "id DESC LIMIT 1")
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::sync))
      .number(static_cast<std::int64_t>(RunState::done))
      .number(static_cast<std::int64_t>(RunState::held))
      .number(id_limit(before_run_id))
      .read(run_letters(), [&](const Row& row) { found = run_of(row); });
  return found;
}

std::optional<Run> load_preview(Session& session, const std::string& company_id) {
  std::optional<Run> found;
  Query(session, select_runs() + "WHERE company_id = ? AND kind = ? ORDER BY id DESC LIMIT 1")
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::preview))
      .read(run_letters(), [&](const Row& row) { found = run_of(row); });
  return found;
}

void delete_run(Session& session, std::int64_t run_id) {
  delete_before_images(session, run_id);
  for (const char* sql :
       {"DELETE FROM gup_run_changes WHERE run_id = ?", "DELETE FROM gup_runs WHERE id = ?"})
    Query(session, sql).number(run_id).run();
}

void delete_other_previews(Session& session, const Run& run) {
  std::vector<std::int64_t> ids;
  Query(session, "SELECT id FROM gup_runs WHERE company_id = ? AND kind = ? AND id <> ?")
      .text(run.company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::preview))
      .number(run.id)
      .read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
  for (const std::int64_t id : ids) delete_run(session, id);
}

void mark_interrupted_runs(Session& session, const std::string& company_id, host_sdk::Timestamp now) {
  const auto lease = live_lease(session, company_id, now);
  Query(session,
        "UPDATE gup_runs SET state = ?, finished_at = ?, result_code = ?, result_sentence = ? WHERE "
        "company_id = ? AND state = ? AND id <> ?")
      .number(static_cast<std::int64_t>(RunState::failed))
      .number(host_sdk::to_microseconds(now))
      .number(static_cast<std::int64_t>(host_sdk::ResultCode::try_again))
      .text(kInterrupted, "result_sentence")
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunState::running))
      .number(lease ? lease->run_id : 0)
      .run();
}

plan::RecentRemovals recent_removals(Session& session, const std::string& company_id,
                                     host_sdk::Timestamp since) {
  plan::RecentRemovals recent;
  const std::int64_t last_unlink =
      Query(session,
            "SELECT MAX(id) FROM gup_runs WHERE company_id = ? AND kind = ? AND state = ? AND "
            "undone_by = 0")
          .text(company_id, "company_id")
          .number(static_cast<std::int64_t>(RunKind::unlink))
          .number(static_cast<std::int64_t>(RunState::done))
          .read_number();
  // A run that ended in the future, by a wrong clock, counts until a later run has left the window.
  std::int64_t newest_end =
      Query(session,
            "SELECT finished_at FROM gup_runs WHERE company_id = ? AND finished_at IS NOT NULL ORDER BY id "
            "DESC LIMIT 1")
          .text(company_id, "company_id")
          .read_number();
  // After a pause, or when the newest run had a clock that was behind, nothing says which end is wrong.
  if (newest_end < host_sdk::to_microseconds(since)) newest_end = std::numeric_limits<std::int64_t>::max();
  const std::int64_t last_before =
      Query(session, "SELECT MAX(id) FROM gup_runs WHERE company_id = ? AND finished_at < ?")
          .text(company_id, "company_id")
          .number(host_sdk::to_microseconds(since))
          .read_number();
  const auto add = [&](const Row& row) {
    recent.removed += row.number(0);
    recent.highest_managed = std::max({recent.highest_managed, row.number(1), row.number(2)});
  };
  Query(
      session,
      "SELECT people_left, managed_before, managed_after FROM gup_runs WHERE company_id = ? AND kind IN (?, "
      "?) AND id > ? AND finished_at >= ? AND (id > ? OR finished_at <= ?)")
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::sync))
      .number(static_cast<std::int64_t>(RunKind::person))
      .number(last_unlink)
      .number(host_sdk::to_microseconds(since))
      .number(last_before)
      .number(newest_end)
      .read("nnn", add);
  return recent;
}

}  // namespace gup::database
