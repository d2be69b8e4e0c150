#include "database/old_runs.hpp"

#include <optional>
#include <vector>

#include "database/exclusions/exclusions_table.hpp"
#include "database/records.hpp"
#include "database/tables/runs_table.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr int kRowsAtOnce = 5'000;

/// A table of rows of runs, and the column that follows the run in its primary key.
struct TableOfRuns {
  const char* name;
  const char* key;
  /// 'n' for a number, 't' for a text.
  char kind;
};
/// What undoing a run needs. The members are not here, because one group can have them all.
constexpr TableOfRuns kBeforeImages[] = {
    {"gup_run_connections", "kind", 'n'},       {"gup_run_users", "user_id", 'n'},
    {"gup_run_links", "external_id", 't'},      {"gup_run_link_sources", "external_id", 't'},
    {"gup_run_source_groups", "group_id", 't'}, {"gup_run_groups", "group_id", 'n'},
    {"gup_run_settings", "revision", 'n'},      {"gup_run_exclusions", "kind", 't'},
    {"gup_run_field_rules", "field", 't'}};
constexpr TableOfRuns kChanges{"gup_run_changes", "seq", 'n'};

/// The value of `column` that ends the first `kRowsAtOnce` rows; nullopt if there are fewer.
std::optional<std::string> end_of_slice(Query& query, char kind) {
  std::optional<std::string> end;
  query.read(std::string(1, kind),
             [&](const Row& row) { end = kind == 'n' ? std::to_string(row.number(0)) : row.text(0); });
  return end;
}

std::string slice_of(const std::string& column, const std::string& from) {
  return "SELECT " + column + from + " ORDER BY " + column + " LIMIT 1 OFFSET " +
         std::to_string(kRowsAtOnce - 1);
}

void add_value(Query& query, char kind, const std::string& value) {
  if (kind == 'n')
    query.number(std::stoll(value));
  else
    query.text(value, "key");
}

/// Deletes the run's first rows of the table. False if there are none.
bool delete_slice(Session& session, const TableOfRuns& table, std::int64_t run_id) {
  const std::string rows = std::string(" FROM ") + table.name + " WHERE run_id = ?";
  const auto end = end_of_slice(Query(session, slice_of(table.key, rows)).number(run_id), table.kind);
  Query query(session, "DELETE" + rows + (end ? std::string(" AND ") + table.key + " <= ?" : ""));
  query.number(run_id);
  if (end) add_value(query, table.kind, *end);
  return query.run() > 0;
}

bool delete_slice_of_members(Session& session, std::int64_t run_id) {
  const std::string rows = " FROM gup_run_members WHERE run_id = ? AND group_id = ?";
  const std::int64_t group = Query(session, "SELECT MIN(group_id) FROM gup_run_members WHERE run_id = ?")
                                 .number(run_id)
                                 .read_number();
  const auto end = end_of_slice(Query(session, slice_of("user_id", rows)).number(run_id).number(group), 'n');
  Query query(session, "DELETE" + rows + (end ? " AND user_id <= ?" : ""));
  query.number(run_id).number(group);
  if (end) add_value(query, 'n', *end);
  return query.run() > 0;
}

bool delete_slice_of_before_images(Session& session, std::int64_t run_id) {
  // From the first slice on, the run can no longer be undone.
  Query(session, "UPDATE gup_runs SET kept_changes = -1 WHERE id = ? AND kept_changes <> -1")
      .number(run_id)
      .run();
  for (const TableOfRuns& table : kBeforeImages)
    if (delete_slice(session, table, run_id)) return true;
  return delete_slice_of_members(session, run_id);
}

/// The rows that an unlink kept are large, and an unlink cannot be undone for long.
bool delete_slice_of_old_unlinks(Session& session, const std::string& company_id, host_sdk::Timestamp now) {
  std::vector<std::int64_t> ids;
  Query(session, "SELECT id FROM gup_runs WHERE company_id = ? AND kind = ? AND finished_at < ?")
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::unlink))
      .number(host_sdk::to_microseconds(now - kUnlinkCanBeUndone))
      .read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
  for (const std::int64_t run : ids)
    if (delete_slice_of_before_images(session, run)) return true;
  return false;
}

}  // namespace

bool delete_old_runs(Session& session, const std::string& company_id, host_sdk::Timestamp now,
                     host_sdk::Timestamp keep_since) {
  if (delete_slice_of_old_unlinks(session, company_id, now)) return true;
  // The id comes first, because MariaDB runs "DELETE ... WHERE run_id IN (SELECT ...)" as a scan of all
  // companies' history.
  const std::int64_t run =
      Query(session, "SELECT MIN(id) FROM gup_runs WHERE company_id = ? AND started_at < ? AND state <> ?")
          .text(company_id, "company_id")
          .number(host_sdk::to_microseconds(keep_since))
          .number(static_cast<std::int64_t>(RunState::running))
          .read_number();
  if (run == 0) return delete_removed_exclusions(session, company_id, keep_since);
  if (!delete_slice(session, kChanges, run) && !delete_slice_of_before_images(session, run))
    delete_run(session, run);
  return true;
}

}  // namespace gup::database
