#include "database/bulk_writer.hpp"

#include <algorithm>
#include <optional>

namespace gup::database {
namespace {

/// Measured: fewer rows cost round trips, more of them the binding of names.
constexpr std::size_t kRowsAStatement = 100;

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i) all += (i == 0 ? "" : separator) + parts[i];
  return all;
}

std::vector<std::string> names_of(const Columns& columns) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.emplace_back(column.name);
  return names;
}

/// "(?, ?), (?, ?)"
std::string row_list(std::size_t columns, std::size_t rows) {
  const std::string row = "(" + joined(std::vector<std::string>(columns, "?"), ", ") + ")";
  return joined(std::vector<std::string>(rows, row), ", ");
}

Columns together(const Columns& keys, const Columns& others) {
  Columns all = keys;
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

std::string and_also(const Condition& condition) {
  return condition.sql.empty() ? "" : " AND (" + condition.sql + ")";
}

class PreparedWriter final : public BulkWriter {
 public:
  PreparedWriter(Session& session, Step step) : session_(session), step_(std::move(step)) {}

  void insert(const std::string& table, const Columns& columns, std::size_t count,
              const Fill& fill) override {
    const std::string start = insert_start(table, columns);
    write(count, fill, {}, [&](std::size_t rows) { return start + row_list(columns.size(), rows); });
  }

  void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
              const Fill& fill) override {
    const Columns columns = together(keys, others);
    const std::string start = insert_start(table, columns);
    const std::string end = session_.dialect().on_conflict_overwrite(names_of(keys), names_of(others));
    write(count, fill, {}, [&](std::size_t rows) { return start + row_list(columns.size(), rows) + end; });
  }

  std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                      const Condition& condition, std::size_t count, const Fill& fill) override {
    return write(count, fill, condition.texts, [&](std::size_t rows) {
      return session_.dialect().backend() == Backend::mysql
                 ? update_join(table, keys, others, condition, rows)
                 : update_from(table, keys, others, condition, rows);
    });
  }

  std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                     std::size_t count, const Fill& fill) override {
    return write(count, fill, condition.texts, [&](std::size_t rows) {
      std::string where;
      if (keys.size() == 1) {
        where = std::string(keys[0].name) + " IN " + row_list(rows, 1);
      } else {
        std::vector<std::string> equal;
        for (const auto& key : keys) equal.push_back(std::string(key.name) + " = ?");
        where =
            "(" + joined(std::vector<std::string>(rows, "(" + joined(equal, " AND ") + ")"), " OR ") + ")";
      }
      return "DELETE FROM " + table + " WHERE " + where + and_also(condition);
    });
  }

 private:
  static std::string insert_start(const std::string& table, const Columns& columns) {
    return "INSERT INTO " + table + " (" + joined(names_of(columns), ", ") + ") VALUES ";
  }

  /// The new values are a table `v` with the columns c0, c1 …: the keys first.
  static std::string update_from(const std::string& table, const Columns& keys, const Columns& others,
                                 const Condition& condition, std::size_t rows) {
    const Columns columns = together(keys, others);
    std::vector<std::string> names;
    std::vector<std::string> typed;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      names.push_back("c" + std::to_string(i));
      // PostgreSQL takes the types of the whole list from its first row.
      typed.push_back(columns[i].kind == 'n' ? "CAST(? AS BIGINT)" : "CAST(? AS TEXT)");
    }
    std::string list = "(" + joined(typed, ", ") + ")";
    if (rows > 1) list += ", " + row_list(columns.size(), rows - 1);
    return "WITH v (" + joined(names, ", ") + ") AS (VALUES " + list + ") UPDATE " + table + " SET " +
           assignments(keys.size(), others, "") + " FROM v WHERE " + key_match(table, keys) +
           and_also(condition);
  }

  static std::string update_join(const std::string& table, const Columns& keys, const Columns& others,
                                 const Condition& condition, std::size_t rows) {
    const std::size_t columns = keys.size() + others.size();
    std::vector<std::string> named;
    for (std::size_t i = 0; i < columns; ++i) named.push_back("? AS c" + std::to_string(i));
    std::string list = "SELECT " + joined(named, ", ");
    const std::string next = " UNION ALL SELECT " + joined(std::vector<std::string>(columns, "?"), ", ");
    for (std::size_t row = 1; row < rows; ++row) list += next;
    return "UPDATE " + table + " JOIN (" + list + ") v ON " + key_match(table, keys) + " SET " +
           assignments(keys.size(), others, table + ".") + " WHERE 1 = 1" + and_also(condition);
  }

  static std::string key_match(const std::string& table, const Columns& keys) {
    std::vector<std::string> equal;
    for (std::size_t i = 0; i < keys.size(); ++i)
      equal.push_back(table + "." + keys[i].name + " = v.c" + std::to_string(i));
    return joined(equal, " AND ");
  }

  static std::string assignments(std::size_t first, const Columns& others, const std::string& prefix) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < others.size(); ++i)
      all.push_back(prefix + others[i].name + " = v.c" + std::to_string(first + i));
    return joined(all, ", ");
  }

  /// Runs `sql_for(rows)` over all rows: one statement for the full batches and one for the rest.
  template <typename SqlFor>
  std::int64_t write(std::size_t count, const Fill& fill, const std::vector<std::string>& texts,
                     const SqlFor& sql_for) {
    std::int64_t matched = 0;
    for (std::size_t at = 0; at < count;) {
      const std::size_t rows = std::min(kRowsAStatement, count - at);
      Values values;
      std::optional<Statement> statement;
      for (; count - at >= rows; at += rows) {
        values.rewind();
        for (std::size_t i = 0; i < rows; ++i) fill(at + i, values);
        for (const auto& text : texts) values.text(text, "condition");
        if (!statement) statement.emplace(session_, sql_for(rows), values);
        matched += statement->run();
        step_(static_cast<std::int64_t>(rows));
      }
    }
    return matched;
  }

  Session& session_;
  Step step_;
};

}  // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(Session& session, BulkWriter::Step step) {
  return std::make_unique<PreparedWriter>(session, std::move(step));
}

}  // namespace gup::database
