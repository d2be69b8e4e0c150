#include "database/bulk/postgresql_writer.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <algorithm>

#include "database/bulk/bulk_sql.hpp"
#include "database/bulk/postgresql_connection.hpp"
#include "database/bulk/postgresql_format.hpp"
#include "host_sdk/text.hpp"

namespace gup::database {
namespace {

/// Rows of one statement over arrays. More rows are not faster.
constexpr std::size_t kRowsPerArray = 500;
/// For fewer rows, COPY's two round trips and the check of the table cost more than they save.
constexpr std::size_t kRowsWorthACopy = 50;
/// The session cannot run a query within a COPY, so a long one is split.
constexpr std::size_t kRowsPerCopy = 10'000;
constexpr std::size_t kRowsPerStep = 250;
constexpr std::size_t kBytesPerSend = 32 * 1024;

class PostgresqlWriter final : public BulkWriter {
 public:
  PostgresqlWriter(Session& session, WriteSteps steps)
      : session_(session),
        connection_(static_cast<soci::postgresql_session_backend*>(session.raw().get_backend())->conn_),
        steps_(std::move(steps)) {}

  std::int64_t insert(const std::string& table, const Columns& columns, std::size_t count,
                      const Fill& fill) override {
    if (count >= kRowsWorthACopy && takes_copy(table)) return copy(table, columns, count, fill);
    return write(insert_into(table, columns) + "SELECT * FROM " + arrays(columns), columns, {}, count, fill);
  }

  void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
              const Fill& fill) override {
    const Columns columns = together(keys, others);
    write(insert_into(table, columns) + "SELECT * FROM " + arrays(columns) +
              session_.dialect().upsert_clause(names_of(keys), names_of(others)),
          columns, {}, count, fill);
  }

  std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                      const Condition& condition, std::size_t count, const Fill& fill) override {
    const Columns columns = together(keys, others);
    const std::string set = each(others, ", ", [&](const Column& other, std::size_t i) {
      return std::string(other.name) + " = v.c" + std::to_string(keys.size() + i);
    });
    return write("UPDATE " + table + " SET " + set + " FROM " + arrays(columns) +
                     where(table, keys, columns.size(), condition),
                 columns, condition.texts, count, fill);
  }

  std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                     std::size_t count, const Fill& fill) override {
    return write(
        "DELETE FROM " + table + " USING " + arrays(keys) + where(table, keys, keys.size(), condition), keys,
        condition.texts, count, fill);
  }

 private:
  /// The rows as a table `v` with the columns c0, c1 …: "unnest($1::bigint[], $2::text[]) AS v (c0, c1)".
  static std::string arrays(const Columns& columns) {
    return "unnest(" +
           each(columns, ", ",
                [](const Column& column, std::size_t i) {
                  return "$" + std::to_string(i + 1) + (column.kind == 'n' ? "::bigint[]" : "::text[]");
                }) +
           ") AS v (" +
           each(columns, ", ", [](const Column&, std::size_t i) { return "c" + std::to_string(i); }) + ")";
  }

  /// The texts of the condition are the parameters after those of the columns.
  static std::string where(const std::string& table, const Columns& keys, std::size_t columns,
                           const Condition& condition) {
    std::string further;
    for (const char c : and_also(condition)) {
      if (c == '?')
        further += "$" + std::to_string(++columns);
      else
        further += c;
    }
    return " WHERE " +
           each(keys, " AND ",
                [&](const Column& key, std::size_t i) {
                  return table + "." + key.name + " = v.c" + std::to_string(i);
                }) +
           further;
  }

  /// COPY does not work for views and with row-level security; INSERT does.
  bool takes_copy(const std::string& table) {
    bool takes = false;
    Query(session_,
          "SELECT CASE WHEN relkind IN ('r', 'p') AND NOT row_security_active(oid) THEN 1 ELSE 0 END FROM "
          "pg_class WHERE oid = to_regclass(?)")
        .text(table, "table")
        .read("n", [&](const Row& row) { takes = row.flag(0); });
    return takes;
  }

  std::int64_t copy(const std::string& table, const Columns& columns, std::size_t count, const Fill& fill) {
    const std::string sql = "COPY " + table + " (" + host_sdk::join(names_of(columns), ", ") + ") FROM STDIN";
    Values row;
    std::string lines;
    std::int64_t copied = 0;
    for (std::size_t at = 0; at < count;) {
      PgCopy copy(connection_, sql);
      for (const std::size_t end = std::min(count, at + kRowsPerCopy); at < end;) {
        const std::size_t step_end = std::min(end, at + kRowsPerStep);
        const auto rows = static_cast<std::int64_t>(step_end - at);
        for (; at < step_end; ++at) {
          row.rewind();
          fill(at, row);
          append_copy_line(lines, row);
          if (lines.size() < kBytesPerSend) continue;
          copy.send(lines);
          lines.clear();
        }
        steps_.wrote(rows);
      }
      copy.send(lines);
      lines.clear();
      copied += copy.finish();
      steps_.between();
    }
    return copied;
  }

  std::int64_t write(const std::string& sql, const Columns& columns, const std::vector<std::string>& texts,
                     std::size_t count, const Fill& fill) {
    std::vector<PgArray> values;
    for (const auto& column : columns) values.emplace_back(column.kind);
    Values row;
    std::int64_t written = 0;
    for (std::size_t at = 0; at < count;) {
      const std::size_t end = std::min(count, at + kRowsPerArray);
      const auto rows = static_cast<std::int64_t>(end - at);
      for (auto& array : values) array.clear();
      for (; at < end; ++at) {
        row.rewind();
        fill(at, row);
        for (std::size_t i = 0; i < values.size(); ++i) values[i].append(row.at(i));
      }
      std::vector<PgParameter> parameters;
      for (auto& array : values)
        parameters.push_back({array.kind() == 'n' ? kBigintArrayType : kTextArrayType, &array.bytes()});
      for (const auto& text : texts) parameters.push_back({kTextType, &text});
      written += rows_of(run_with_parameters(connection_, sql, parameters));
      steps_.wrote(rows);
      steps_.between();
    }
    return written;
  }

  Session& session_;
  PGconn* connection_;
  WriteSteps steps_;
};

}  // namespace

std::unique_ptr<BulkWriter> make_postgresql_writer(Session& session, WriteSteps steps) {
  return std::make_unique<PostgresqlWriter>(session, std::move(steps));
}

}  // namespace gup::database
