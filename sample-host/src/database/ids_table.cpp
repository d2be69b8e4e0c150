#include "database/ids_table.hpp"

#include <algorithm>
#include <string>

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {
namespace {

constexpr const char* kReservingIds = "ids cannot be reserved";

std::string table_of(host_sdk::IdKind kind) {
  return kind == host_sdk::IdKind::target_user ? "target_users" : "target_groups";
}

/// The highest id that SQLite gave to a row, deleted ones included; and raises it to `at_least`, so that a
/// row that somebody inserts by hand without an id takes none of a reserved block.
Int sqlite_sequence(soci::session& sql, const std::string& table) {
  Int highest = 0;
  sql << "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = :name", soci::use(table, "name"),
      soci::into(highest);
  return highest;
}
void raise_sqlite_sequence(soci::session& sql, const std::string& table, Int at_least) {
  // The table has no unique key, so ON CONFLICT is no help.
  sql << "DELETE FROM sqlite_sequence WHERE name = :name", soci::use(table, "name");
  sql << "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)", soci::use(table, "name"),
      soci::use(at_least, "seq");
}

/// Makes the row of a kind; outside the reserving transaction, since a conflict would end it on PostgreSQL.
void ensure_row(SessionPool& pool, const std::string& table) {
  const Int found = with_session(pool, kReservingIds, [&](soci::session& sql) {
    Int count = 0;
    sql << "SELECT COUNT(*) FROM host_ids WHERE kind = :kind", soci::use(table, "kind"), soci::into(count);
    return count;
  });
  if (found > 0) return;
  try {
    with_session(pool, kReservingIds, [&](soci::session& sql) {
      sql << "INSERT INTO host_ids (kind, next_id) VALUES (:kind, 1)", soci::use(table, "kind");
    });
  } catch (const DatabaseError& e) {
    // Another process was quicker, which is as good.
    if (e.problem() != DatabaseProblem::conflict) throw;
  }
}

}  // namespace

std::int64_t IdsTable::reserve(host_sdk::IdKind kind, std::int64_t count) {
  const std::string table = table_of(kind);
  ensure_row(pool_, table);
  return in_transaction(pool_, kReservingIds, [&](soci::session& sql) {
    // The update comes first: it locks the row, so that what is read afterwards is nobody else's.
    const Int step = count;
    sql << "UPDATE host_ids SET next_id = next_id + :step WHERE kind = :kind", soci::use(step, "step"),
        soci::use(table, "kind");
    Int next = 0;
    sql << "SELECT next_id FROM host_ids WHERE kind = :kind", soci::use(table, "kind"), soci::into(next);
    // A row inserted by hand may have gone past the counter.
    Int highest = 0;
    sql << "SELECT COALESCE(MAX(id), 0) FROM " + table, soci::into(highest);
    if (pool_.backend() == Backend::sqlite3) highest = std::max(highest, sqlite_sequence(sql, table));
    Int first = next - step;
    if (highest >= first) {
      first = highest + 1;
      next = first + step;
      sql << "UPDATE host_ids SET next_id = :next WHERE kind = :kind", soci::use(next, "next"),
          soci::use(table, "kind");
    }
    if (pool_.backend() == Backend::sqlite3) raise_sqlite_sequence(sql, table, next - 1);
    return static_cast<std::int64_t>(first);
  });
}

}  // namespace sample_host
