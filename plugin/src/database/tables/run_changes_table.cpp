#include "database/tables/run_changes_table.hpp"

#include <algorithm>

#include "database/tables/json_text.hpp"

namespace gup::database {
namespace {

/// Approved removals do not count towards the limit of later runs.
bool counts_as_left(const plan::PersonChange& change) {
  using plan::ChangeKind;
  return !change.approved && (change.kind == ChangeKind::removed || change.kind == ChangeKind::deactivated ||
                              change.kind == ChangeKind::released);
}

}  // namespace

std::int64_t insert_changes(BulkWriter& writer, std::int64_t run_id,
                            const plan::LazyList<plan::PersonChange>& changes) {
  static const Columns kColumns{{"run_id", 'n'},      {"seq", 'n'},        {"kind", 'n'},
                                {"external_id", 't'}, {"user_id", 'n'},    {"email", 't'},
                                {"reason", 't'},      {"row_before", 't'}, {"row_after", 't'}};
  std::int64_t people_left = 0;
  writer.insert("gup_run_changes", kColumns, changes.size(), [&](std::size_t index, Values& row) {
    const plan::PersonChange change = changes[index];
    if (counts_as_left(change)) ++people_left;
    const ChangedFields fields = changed_fields_to_json(change.before, change.after);
    row.number(run_id)
        .number(static_cast<std::int64_t>(index) + 1)
        .number(static_cast<std::int64_t>(change.kind))
        .text(change.external_id, "external_id")
        .number(change.user_id)
        .text(change.email, "email")
        .text(change.reason, "reason")
        .text_or_null(fields.before, "row_before")
        .text_or_null(fields.after, "row_after");
  });
  return people_left;
}

std::vector<plan::PersonChange> read_changes(Session& session, std::int64_t run_id,
                                             const std::vector<plan::ChangeKind>& kinds, std::int64_t after,
                                             int limit) {
  std::string of_kinds;
  for (std::size_t i = 0; i < kinds.size(); ++i) of_kinds += i == 0 ? "?" : ", ?";
  if (!kinds.empty()) of_kinds = " AND kind IN (" + of_kinds + ")";
  Query query(session,
              "SELECT kind, external_id, user_id, email, reason, row_before, row_after FROM gup_run_changes "
              "WHERE run_id = ?" +
                  of_kinds + " ORDER BY seq LIMIT " + std::to_string(std::max(0, limit)) + " OFFSET " +
                  std::to_string(std::max<std::int64_t>(0, after)));
  query.number(run_id);
  for (const auto kind : kinds) query.number(static_cast<std::int64_t>(kind));
  std::vector<plan::PersonChange> changes;
  query.read("ntntttt", [&](const Row& row) {
    auto& change = changes.emplace_back();
    change.kind = static_cast<plan::ChangeKind>(row.number(0));
    change.external_id = row.text(1);
    change.user_id = row.number(2);
    change.email = row.text(3);
    change.reason = row.text(4);
    const auto fields_in = [&](std::size_t column) -> std::optional<TargetUserRow> {
      const auto json = row.text_or_null(column);
      if (!json) return std::nullopt;
      auto fields = changed_fields_from_json(*json);
      fields.id = change.user_id;
      return fields;
    };
    change.before = fields_in(5);
    change.after = fields_in(6);
  });
  return changes;
}

}  // namespace gup::database
