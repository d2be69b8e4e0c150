// The rows of a database's tables in memory: what a native load writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "database/sql.hpp"

namespace gup::benchmark {

/// A number, a text or NULL.
struct Value {
  enum class Kind : std::uint8_t { number, text, null };
  Kind kind = Kind::null;
  std::int64_t number = 0;
  std::string_view text;
};

/// One table, its rows in the order of the primary key: the fastest order to load them in.
class TableRows {
 public:
  /// `columns`: a name and a kind each, as "id n".
  TableRows(std::string name, std::vector<std::string> columns);

  /// Reads all rows that the session's database has of the table.
  void read(database::Session& session, const std::string& order);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  /// "a, b, c"
  [[nodiscard]] std::string column_list() const;
  [[nodiscard]] std::size_t rows() const { return cells_.size() / columns_.size(); }
  [[nodiscard]] Value at(std::size_t row, std::size_t column) const;

 private:
  struct Cell {
    Value::Kind kind = Value::Kind::null;
    std::uint32_t length = 0;
    /// The number, or where the text starts.
    std::int64_t number = 0;
  };

  std::string name_;
  std::vector<std::string> columns_;
  std::string kinds_;
  std::vector<Cell> cells_;
  std::string texts_;
};

/// Every table that a first sync fills, of the host and of the plugin, with its rows.
[[nodiscard]] std::vector<TableRows> read_tables(database::Session& session);

}  // namespace gup::benchmark
