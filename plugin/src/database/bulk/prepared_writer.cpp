#include "database/bulk/prepared_writer.hpp"

#include <algorithm>
#include <optional>

#include "database/bulk/bulk_sql.hpp"
#include "host_sdk/text.hpp"

namespace gup::database {
namespace {

/// Fewer rows cost round trips; more rows cost the binding of names.
constexpr std::size_t kRowsPerStatementOfMySql = 100;

class PreparedWriter final : public BulkWriter {
 public:
  PreparedWriter(Session& session, WriteSteps steps) : session_(session), steps_(std::move(steps)) {}

  std::int64_t insert(const std::string& table, const Columns& columns, std::size_t count,
                      const Fill& fill) override {
    const std::string start = insert_into(table, columns) + "VALUES ";
    return write(count, fill, {}, [&](std::size_t rows) { return start + row_list(columns.size(), rows); });
  }

  void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
              const Fill& fill) override {
    const Columns columns = together(keys, others);
    const std::string start = insert_into(table, columns) + "VALUES ";
    const std::string end = session_.dialect().upsert_clause(names_of(keys), names_of(others));
    write(count, fill, {}, [&](std::size_t rows) { return start + row_list(columns.size(), rows) + end; });
  }

  std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                      const Condition& condition, std::size_t count, const Fill& fill) override {
    return write(count, fill, condition.texts,
                 [&](std::size_t rows) { return update_join(table, keys, others, condition, rows); });
  }

  std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                     std::size_t count, const Fill& fill) override {
    return write(count, fill, condition.texts, [&](std::size_t rows) {
      std::string where;
      if (keys.size() == 1) {
        where = std::string(keys[0].name) + " IN " + row_list(rows, 1);
      } else {
        const std::string equal = each(
            keys, " AND ", [](const Column& key, std::size_t) { return std::string(key.name) + " = ?"; });
        where = "(" + host_sdk::join(std::vector<std::string>(rows, "(" + equal + ")"), " OR ") + ")";
      }
      return "DELETE FROM " + table + " WHERE " + where + and_also(condition);
    });
  }

 private:
  /// The new values are a table `v` with the columns c0, c1 …: the keys first.
  static std::string update_join(const std::string& table, const Columns& keys, const Columns& others,
                                 const Condition& condition, std::size_t rows) {
    const std::size_t columns = keys.size() + others.size();
    std::vector<std::string> named;
    for (std::size_t i = 0; i < columns; ++i) named.push_back("? AS c" + std::to_string(i));
    std::string list = "SELECT " + host_sdk::join(named, ", ");
    const std::string next =
        " UNION ALL SELECT " + host_sdk::join(std::vector<std::string>(columns, "?"), ", ");
    for (std::size_t row = 1; row < rows; ++row) list += next;
    return "UPDATE " + table + " JOIN (" + list + ") v ON " + key_match(table, keys) + " SET " +
           assignments(table, keys.size(), others) + " WHERE 1 = 1" + and_also(condition);
  }

  static std::string key_match(const std::string& table, const Columns& keys) {
    return each(keys, " AND ", [&](const Column& key, std::size_t i) {
      return table + "." + key.name + " = v.c" + std::to_string(i);
    });
  }

  static std::string assignments(const std::string& table, std::size_t first, const Columns& others) {
    return each(others, ", ", [&](const Column& other, std::size_t i) {
      return table + "." + other.name + " = v.c" + std::to_string(first + i);
    });
  }

  /// Runs `sql_for(rows)` over all rows: one statement for the full batches and one for the rest.
  template <typename SqlFor>
  std::int64_t write(std::size_t count, const Fill& fill, const std::vector<std::string>& texts,
                     const SqlFor& sql_for) {
    std::int64_t matched = 0;
    for (std::size_t at = 0; at < count;) {
      const std::size_t rows = std::min(kRowsPerStatementOfMySql, count - at);
      Values values;
      std::optional<Statement> statement;
      for (; count - at >= rows; at += rows) {
        values.rewind();
        for (std::size_t i = 0; i < rows; ++i) fill(at + i, values);
        for (const auto& text : texts) values.text(text, "condition");
        if (!statement) statement.emplace(session_, sql_for(rows), values);
        matched += statement->run();
        steps_.wrote(static_cast<std::int64_t>(rows));
        steps_.between();
      }
    }
    return matched;
  }

  Session& session_;
  WriteSteps steps_;
};

}  // namespace

std::unique_ptr<BulkWriter> make_prepared_writer(Session& session, WriteSteps steps) {
  return std::make_unique<PreparedWriter>(session, std::move(steps));
}

}  // namespace gup::database
