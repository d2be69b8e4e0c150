#include "database/ids_table.hpp"

#include <algorithm>
#include <string>

#include "database/host_database.hpp"

namespace sample_host {
namespace {

constexpr const char* kReservingIds = "ids cannot be reserved";

std::string table_of(host_sdk::IdKind kind) {
  return kind == host_sdk::IdKind::target_user ? "target_users" : "target_groups";
}

/// The highest id that SQLite gave to a row, deleted rows included.
std::int64_t sqlite_sequence(Session& session, const std::string& table) {
  return Query(session, "SELECT MAX(seq) FROM sqlite_sequence WHERE name = ?")
      .text(table, "table")
      .read_number();
}

/// Keeps SQLite from giving a reserved id to a row that is inserted by hand without one.
void raise_sqlite_sequence(Session& session, const std::string& table, std::int64_t at_least) {
  // The table has no unique key, so ON CONFLICT does not work.
  Query(session, "DELETE FROM sqlite_sequence WHERE name = ?").text(table, "table").run();
  Query(session, "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)")
      .text(table, "table")
      .number(at_least)
      .run();
}

/// Creates the row of a kind; outside the reserving transaction, because a conflict would abort that one on
/// PostgreSQL.
void ensure_row(HostDatabase& database, const std::string& table) {
  const bool found = database.with_session(kReservingIds, [&](Session& session) {
    return Query(session, "SELECT COUNT(*) FROM host_ids WHERE kind = ?").text(table, "kind").read_number() >
           0;
  });
  if (found) return;
  try {
    database.with_session(kReservingIds, [&](Session& session) {
      Query(session, "INSERT INTO host_ids (kind, next_id) VALUES (?, 1)").text(table, "kind").run();
    });
  } catch (const SqlError& error) {
    // Another process created it first.
    if (error.kind() != SqlErrorKind::conflict) throw;
  }
}

}  // namespace

std::int64_t IdsTable::reserve(host_sdk::IdKind kind, std::int64_t count) {
  const std::string table = table_of(kind);
  ensure_row(database_, table);
  return database_.write(kReservingIds, [&](Session& session) {
    // The update comes first: it locks the row, so no other process reads the same value.
    Query(session, "UPDATE host_ids SET next_id = next_id + ? WHERE kind = ?")
        .number(count)
        .text(table, "kind")
        .run();
    std::int64_t next =
        Query(session, "SELECT next_id FROM host_ids WHERE kind = ?").text(table, "kind").read_number();
    // A row inserted by hand may have a higher id than the counter.
    std::int64_t highest = Query(session, "SELECT MAX(id) FROM " + table).read_number();
    const bool sqlite = database_.backend() == Backend::sqlite3;
    if (sqlite) highest = std::max(highest, sqlite_sequence(session, table));
    std::int64_t first = next - count;
    if (highest >= first) {
      first = highest + 1;
      next = first + count;
      Query(session, "UPDATE host_ids SET next_id = ? WHERE kind = ?").number(next).text(table, "kind").run();
    }
    if (sqlite) raise_sqlite_sequence(session, table, next - 1);
    return first;
  });
}

}  // namespace sample_host
