#include "database/bulk/sqlite_writer.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>

#include "database/bulk/bulk_sql.hpp"

namespace gup::database {
namespace {

namespace api = sqlite_api;

constexpr std::int64_t kRowsPerCheckpoint = 200;
/// Several rows per statement save its start and end. Above about 60 values there is little to gain.
constexpr std::size_t kValuesPerStatement = 200;

/// Without OR FAIL, SQLite keeps a journal to undo the statement if a row violates a constraint, which costs
/// more than several rows per statement save. Here the whole transaction rolls back then.
constexpr const char* kInsert = "INSERT OR FAIL";
constexpr const char* kUpdate = "UPDATE OR FAIL ";

/// "?3": the third value of the row.
std::string mark(std::size_t index) {
  return "?" + std::to_string(index + 1);
}

/// " WHERE a = ?1 AND b = ?2 AND (…)". SQLite numbers a plain question mark after the highest number before
/// it, so the texts of the condition follow the values of the row.
std::string where(const Columns& keys, const Condition& condition) {
  return " WHERE " +
         each(keys, " AND ",
              [](const Column& key, std::size_t i) { return std::string(key.name) + " = " + mark(i); }) +
         and_also(condition);
}

class SqliteStatement {
 public:
  SqliteStatement(api::sqlite3* connection, const std::string& sql) : connection_(connection) {
    check(api::sqlite3_prepare_v2(connection_, sql.c_str(), static_cast<int>(sql.size()), &statement_,
                                  nullptr));
  }
  ~SqliteStatement() { api::sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  /// Binds the cells from the first parameter. The texts must stay valid until the statement has run.
  void bind(const Values& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Cell& cell = values.at(i);
      const int place = static_cast<int>(i) + 1;
      if (cell.null)
        check(api::sqlite3_bind_null(statement_, place));
      else if (cell.is_text)
        check(api::sqlite3_bind_text(statement_, place, cell.text.data(), static_cast<int>(cell.text.size()),
                                     SQLITE_STATIC));
      else
        check(api::sqlite3_bind_int64(statement_, place, cell.number));
    }
  }

  /// Returns the number of changed rows.
  std::int64_t run() {
    const int code = api::sqlite3_step(statement_);
    if (code != SQLITE_DONE) {
      check(api::sqlite3_reset(statement_));
      check(code);
    }
    const std::int64_t changed = api::sqlite3_changes(connection_);
    api::sqlite3_reset(statement_);
    return changed;
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK)
      host_sdk::sql::throw_sqlite_error(api::sqlite3_extended_errcode(connection_),
                                        api::sqlite3_errmsg(connection_),
                                        api::sqlite3_db_filename(connection_, "main"));
  }

  api::sqlite3* connection_;
  api::sqlite3_stmt* statement_ = nullptr;
};

class SqliteWriter final : public BulkWriter {
 public:
  SqliteWriter(Session& session, WriteSteps steps)
      : session_(session),
        connection_(static_cast<soci::sqlite3_session_backend*>(session.raw().get_backend())->conn_),
        steps_(std::move(steps)) {}

  std::int64_t insert(const std::string& table, const Columns& columns, std::size_t count,
                      const Fill& fill) override {
    const std::size_t together = std::max<std::size_t>(1, kValuesPerStatement / columns.size());
    const std::size_t in_full_statements = count - count % together;
    const std::string start = insert_into(table, columns, kInsert) + "VALUES ";
    return write(start + row_list(columns.size(), together), together, {}, {0, in_full_statements}, fill) +
           write(start + row_list(columns.size(), 1), 1, {}, {in_full_statements, count}, fill);
  }

  void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
              const Fill& fill) override {
    // One row per statement: for several, SQLite would journal every page to undo some of the overwrites.
    const Columns columns = together(keys, others);
    write(insert_into(table, columns, kInsert) + "VALUES " + row_list(columns.size(), 1) +
              session_.dialect().upsert_clause(names_of(keys), names_of(others)),
          1, {}, {0, count}, fill);
  }

  std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                      const Condition& condition, std::size_t count, const Fill& fill) override {
    const std::string set = each(others, ", ", [&](const Column& other, std::size_t i) {
      return std::string(other.name) + " = " + mark(keys.size() + i);
    });
    return write(kUpdate + table + " SET " + set + where(keys, condition), 1, condition.texts, {0, count},
                 fill);
  }

  std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                     std::size_t count, const Fill& fill) override {
    return write("DELETE FROM " + table + where(keys, condition), 1, condition.texts, {0, count}, fill);
  }

 private:
  struct Range {
    std::size_t from;
    std::size_t to;
  };

  /// Runs the statement for `together` rows at a time, which divides the size of the range.
  std::int64_t write(const std::string& sql, std::size_t together, const std::vector<std::string>& texts,
                     Range range, const Fill& fill) {
    if (range.from == range.to) return 0;
    SqliteStatement statement(connection_, sql);
    Values values;
    std::int64_t changed = 0;
    std::int64_t unreported = 0;
    for (std::size_t at = range.from; at < range.to;) {
      values.rewind();
      for (std::size_t i = 0; i < together; ++i) fill(at++, values);
      for (const auto& text : texts) values.text(text, "condition");
      statement.bind(values);
      changed += statement.run();
      unreported += static_cast<std::int64_t>(together);
      if (unreported < kRowsPerCheckpoint && at < range.to) continue;
      steps_.wrote(unreported);
      steps_.between();
      unreported = 0;
    }
    return changed;
  }

  Session& session_;
  api::sqlite3* connection_;
  WriteSteps steps_;
};

}  // namespace

std::unique_ptr<BulkWriter> make_sqlite_writer(Session& session, WriteSteps steps) {
  return std::make_unique<SqliteWriter>(session, std::move(steps));
}

}  // namespace gup::database
