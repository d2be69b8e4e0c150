#include "database/tables/run_changes_table.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "database/search/searched_words.hpp"
#include "database/tables/json_text.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "model/fingerprint.hpp"

namespace gup::database {
namespace {

/// Approved removals do not count towards the limit of later runs.
bool counts_as_left(const plan::PersonChange& change) {
  using plan::ChangeKind;
  return !change.approved && (change.kind == ChangeKind::removed || change.kind == ChangeKind::deactivated ||
                              change.kind == ChangeKind::released);
}

constexpr const char* kChangeColumns =
    "c.seq, c.kind, c.external_id, c.user_id, c.email, c.reason, c.row_before, c.row_after";
constexpr const char* kChangeLetters = "nntntttt";

/// A condition with a `?` for each kind; empty for all kinds.
std::string of_kinds(const std::vector<plan::ChangeKind>& kinds) {
  if (kinds.empty()) return "";
  std::string marks;
  for (std::size_t i = 0; i < kinds.size(); ++i) marks += i == 0 ? "?" : ", ?";
  return " AND c.kind IN (" + marks + ")";
}

plan::PersonChange change_of(const Row& row, std::size_t first) {
  plan::PersonChange change;
  change.seq = row.number(first);
  change.kind = static_cast<plan::ChangeKind>(row.number(first + 1));
  change.external_id = row.text(first + 2);
  change.user_id = row.number(first + 3);
  change.email = row.text(first + 4);
  change.reason = row.text(first + 5);
  const auto fields_in = [&](std::size_t column) -> std::optional<TargetUserRow> {
    const auto json = row.text_or_null(column);
    if (!json) return std::nullopt;
    auto fields = changed_fields_from_json(*json);
    fields.id = change.user_id;
    return fields;
  };
  change.before = fields_in(first + 6);
  change.after = fields_in(first + 7);
  return change;
}

}  // namespace

std::int64_t insert_changes(BulkWriter& writer, std::int64_t run_id,
                            const plan::LazyList<plan::PersonChange>& changes) {
  static const Columns kColumns{{"run_id", 'n'},    {"seq", 'n'},       {"kind", 'n'},   {"external_id", 't'},
                                {"user_id", 'n'},   {"email", 't'},     {"reason", 't'}, {"row_before", 't'},
                                {"row_after", 't'}, {"email_hash", 'n'}};
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
        .text_or_null(fields.after, "row_after")
        .number(fingerprint(host_sdk::fold_key(change.email)));
  });
  return people_left;
}

std::vector<plan::PersonChange> read_changes(Session& session, std::int64_t run_id,
                                             const std::vector<plan::ChangeKind>& kinds, std::int64_t after,
                                             int limit) {
  Query query(session, std::string("SELECT ") + kChangeColumns +
                           " FROM gup_run_changes c WHERE run_id = ? AND seq > ?" + of_kinds(kinds) +
                           " ORDER BY seq LIMIT " + std::to_string(std::max(0, limit)));
  query.number(run_id).number(after);
  for (const auto kind : kinds) query.number(static_cast<std::int64_t>(kind));
  std::vector<plan::PersonChange> changes;
  query.read(kChangeLetters, [&](const Row& row) { changes.push_back(change_of(row, 0)); });
  return changes;
}

namespace {

constexpr std::int64_t kRowsPerCall = 100'000;

/// The rows in which each word is in the address or in the name. If the target user is gone, the name is only
/// in the JSON of the change, where the word may stand for something else.
std::string condition_of(const Dialect& dialect, const std::set<std::string>& words) {
  std::string condition;
  for (std::size_t i = 0; i < words.size(); ++i)
    condition += " AND (" + contained_in(dialect, {"c.email", "u.first_name", "u.last_name"}) +
                 " OR (u.id IS NULL AND (" + contained_in(dialect, {"c.row_before", "c.row_after"}) + ")))";
  return condition;
}

bool contains_words(const plan::PersonChange& change, const std::set<std::string>& words) {
  std::string text = change.email;
  for (const auto* row : {&change.before, &change.after})
    if (*row) text += '\n' + (*row)->fields.first_name + '\n' + (*row)->fields.last_name;
  const std::string folded = host_sdk::fold_key(text);
  return std::ranges::all_of(words,
                             [&](const std::string& word) { return folded.find(word) != std::string::npos; });
}

}  // namespace

std::map<plan::ChangeKind, std::int64_t> count_changes(Session& session, std::int64_t run_id) {
  std::map<plan::ChangeKind, std::int64_t> counts;
  Query(session, "SELECT kind, COUNT(*) FROM gup_run_changes WHERE run_id = ? GROUP BY kind")
      .number(run_id)
      .read("nn",
            [&](const Row& row) { counts[static_cast<plan::ChangeKind>(row.number(0))] = row.number(1); });
  return counts;
}

bool holds_target_groups(Session& session, std::int64_t run_id) {
  return Query(session, "SELECT COUNT(*) FROM gup_run_changes WHERE run_id = ? AND kind = ? AND user_id = 0")
             .number(run_id)
             .number(static_cast<std::int64_t>(plan::ChangeKind::held))
             .read_number() > 0;
}

namespace {

constexpr std::size_t kChangeSearchColumns = 5;

std::string sorted_by(const ChangeQuery& wanted) {
  const std::string direction = wanted.descending ? " DESC" : "";
  switch (wanted.order) {
    case ChangeOrder::change:
      return "c.kind" + direction + ", c.seq";
    case ChangeOrder::person:
      return "c.email" + direction + ", c.seq";
    case ChangeOrder::stored:
      break;
  }
  return "c.seq";
}

/// The query for the next rows that may match, from the condition on the run's numbers to the order.
Query changes_query(Session& session, const ChangeQuery& wanted, const std::set<std::string>& words,
                    const std::string& numbers, const std::string& end) {
  return {session,
          std::string("SELECT ") + kChangeColumns + ", CASE WHEN u.id IS NULL THEN 1 ELSE 0 END" +
              " FROM gup_run_changes c LEFT JOIN target_users u ON u.id = c.user_id WHERE c.run_id = ?" +
              numbers + of_kinds(wanted.kinds) + condition_of(session.dialect(), words) + " ORDER BY " +
              sorted_by(wanted) + end};
}

/// Reads the rows of `query`, of which the values before the kinds are bound, and adds those that match.
/// Returns how many rows there were. `seen` is called with each of them.
template <typename Seen>
std::size_t add_found(Query query, const ChangeQuery& wanted, const std::set<std::string>& words,
                      std::vector<plan::PersonChange>& found, const Seen& seen) {
  for (const auto kind : wanted.kinds) query.number(static_cast<std::int64_t>(kind));
  bind_words(query, words, kChangeSearchColumns);
  std::size_t rows = 0;
  query.read(std::string(kChangeLetters) + "n", [&](const Row& row) {
    ++rows;
    auto change = change_of(row, 0);
    seen(change);
    const bool row_is_gone = row.number(8) != 0;
    if (!row_is_gone || contains_words(change, words)) found.push_back(std::move(change));
  });
  return rows;
}

FoundChanges find_sorted_changes(Session& session, const ChangeQuery& wanted) {
  const auto words = searched_words(wanted.text);
  const auto limit = static_cast<std::size_t>(std::max(0, wanted.limit));
  FoundChanges found;
  std::int64_t skip = std::max<std::int64_t>(0, wanted.after);
  bool is_end = false;
  // Repeats only if the database finds the searched word in another place of a row's JSON.
  while (!is_end && found.changes.size() < limit) {
    const std::size_t rows_wanted = limit - found.changes.size();
    Query query = changes_query(session, wanted, words, "",
                                " LIMIT " + std::to_string(rows_wanted) + " OFFSET " + std::to_string(skip));
    query.number(wanted.run_id);
    const std::size_t rows =
        add_found(std::move(query), wanted, words, found.changes, [](const plan::PersonChange&) {});
    skip += static_cast<std::int64_t>(rows);
    is_end = rows < rows_wanted;
  }
  if (!is_end) found.next = skip;
  return found;
}

}  // namespace

FoundChanges find_changes(Session& session, const ChangeQuery& wanted) {
  if (wanted.order != ChangeOrder::stored) return find_sorted_changes(session, wanted);
  const auto words = searched_words(wanted.text);
  const auto limit = static_cast<std::size_t>(std::max(0, wanted.limit));
  const std::int64_t last = Query(session, "SELECT MAX(seq) FROM gup_run_changes WHERE run_id = ?")
                                .number(wanted.run_id)
                                .read_number();
  const std::int64_t end = std::min(last, wanted.after + kRowsPerCall);
  FoundChanges found;
  std::int64_t after = wanted.after;
  while (after < end && found.changes.size() < limit) {
    const std::size_t rows_wanted = limit - found.changes.size();
    Query query = changes_query(session, wanted, words, " AND c.seq > ? AND c.seq <= ?",
                                " LIMIT " + std::to_string(rows_wanted));
    query.number(wanted.run_id).number(after).number(end);
    const std::size_t rows = add_found(std::move(query), wanted, words, found.changes,
                                       [&after](const plan::PersonChange& change) { after = change.seq; });
    if (rows < rows_wanted) after = end;
  }
  if (after < last) found.next = after;
  return found;
}

namespace {

/// The sum keeps MariaDB from reading the company's runs first, and then all changes of each.
constexpr const char* kOfRuns = " FROM gup_run_changes c JOIN gup_runs r ON r.id = c.run_id + 0";

/// One of the two keys by which a person's changes are found.
struct Key {
  const char* column;
  std::int64_t hash = 0;
  /// Counts if `hash` is 0.
  std::string external_id{};
};

std::vector<RecordedChange> read_by_key(Session& session, const std::string& company_id, const Key& key,
                                        const std::optional<ChangePlace>& before, int limit) {
  Query query(session, "SELECT r.id, r.kind, r.started_at, r.started_by, " + std::string(kChangeColumns) +
                           kOfRuns + " WHERE c." + key.column + " = ? AND r.company_id = ? AND r.kind <> ?" +
                           (before ? " AND (c.run_id < ? OR (c.run_id = ? AND c.seq < ?))" : "") +
                           " ORDER BY c.run_id DESC, c.seq DESC LIMIT " + std::to_string(std::max(0, limit)));
  if (key.external_id.empty())
    query.number(key.hash);
  else
    query.text(key.external_id, "external_id");
  query.text(company_id, "company_id").number(static_cast<std::int64_t>(RunKind::preview));
  if (before) query.number(before->run_id).number(before->run_id).number(before->seq);
  std::vector<RecordedChange> changes;
  query.read(std::string("nnnt") + kChangeLetters, [&](const Row& row) {
    auto& recorded = changes.emplace_back();
    recorded.run_id = row.number(0);
    recorded.run_kind = static_cast<RunKind>(row.number(1));
    recorded.started_at = host_sdk::from_microseconds(row.number(2));
    recorded.started_by = row.text(3);
    recorded.change = change_of(row, 4);
  });
  return changes;
}

/// Google's ids of everyone who has this address, or had it in the history.
std::set<std::string> ids_of_address(Session& session, const std::string& company_id,
                                     const std::string& email_key) {
  std::set<std::string> ids;
  const auto add = [&](const Row& row) {
    if (const std::string id = row.text(0); !id.empty()) ids.insert(id);
  };
  Query(session, std::string("SELECT DISTINCT c.external_id") + kOfRuns +
                     " WHERE c.email_hash = ? AND r.company_id = ? AND r.kind <> ?")
      .number(fingerprint(email_key))
      .text(company_id, "company_id")
      .number(static_cast<std::int64_t>(RunKind::preview))
      .read("t", add);
  Query(session,
        "SELECT external_id FROM target_users WHERE company_id = ? AND email_key = ? AND provider = ?")
      .text(company_id, "company_id")
      .text(email_key, "email_key")
      .text(plan::kProvider, "provider")
      .read("t", add);
  return ids;
}

}  // namespace

std::vector<RecordedChange> read_person_changes(Session& session, const std::string& company_id,
                                                const PersonKey& person,
                                                const std::optional<ChangePlace>& before, int limit) {
  std::vector<Key> keys;
  std::set<std::string> ids;
  if (!person.email.empty()) {
    const std::string email_key = host_sdk::fold_key(person.email);
    ids = ids_of_address(session, company_id, email_key);
    keys.push_back({"email_hash", fingerprint(email_key)});
  }
  if (!person.external_id.empty()) ids.insert(person.external_id);
  for (const auto& id : ids) keys.push_back({"external_id", 0, id});
  // One query for each key, because the databases read an OR over two indexes as a scan.
  std::map<ChangePlace, RecordedChange, std::greater<>> found;
  for (const Key& key : keys)
    for (auto& change : read_by_key(session, company_id, key, before, limit))
      found.emplace(change.place(), std::move(change));
  std::vector<RecordedChange> changes;
  for (auto& [place, change] : found) {
    if (changes.size() == static_cast<std::size_t>(std::max(0, limit))) break;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace gup::database
