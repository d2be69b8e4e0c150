// Values that go into a statement, and rows that come out of a query.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::sql {

/// One value of a column: a number or a text, or NULL of either type. @since 1.1
struct Cell {
  bool is_text = false;
  bool null = false;
  long long number = 0;
  std::string text;
};

/// Values in the order of a statement's question marks. A cell keeps its address when the list grows and when
/// it is filled again after `rewind()`, so a prepared statement binds it once. Used by one thread at a time.
/// @since 1.1
class Values {
 public:
  Values& number(std::int64_t value);
  Values& number(std::optional<std::int64_t> value);
  /// `field` names the value in an error. Throws SqlError (`other`) for invalid UTF-8 and for an embedded
  /// NUL: the databases would reject, cut or keep them, each in its own way.
  Values& text(std::string_view value, const char* field);
  Values& text_or_null(const std::optional<std::string>& value, const char* field);
  Values& null_text();

  /// Starts over at the first cell. The new values must have the same types as the former ones.
  void rewind() { used_ = 0; }
  [[nodiscard]] std::size_t size() const { return used_; }
  [[nodiscard]] const Cell& at(std::size_t index) const { return cells_[index]; }

 private:
  Cell& next(bool is_text);

  std::deque<Cell> cells_;
  std::size_t used_ = 0;
};

/// A row of a result, valid during the visitor's call. Columns count from 0. Reading a column as another type
/// than the query named for it gives 0 or "". @since 1.1
class Row {
 public:
  explicit Row(const std::vector<Cell>& cells) : cells_(cells) {}
  /// 0 for NULL.
  [[nodiscard]] std::int64_t number(std::size_t column) const { return cells_[column].number; }
  [[nodiscard]] bool flag(std::size_t column) const { return cells_[column].number != 0; }
  /// "" for NULL.
  [[nodiscard]] const std::string& text(std::size_t column) const { return cells_[column].text; }
  [[nodiscard]] std::optional<std::int64_t> number_or_null(std::size_t column) const;
  [[nodiscard]] std::optional<std::string> text_or_null(std::size_t column) const;

 private:
  const std::vector<Cell>& cells_;
};

}  // namespace host_sdk::sql
