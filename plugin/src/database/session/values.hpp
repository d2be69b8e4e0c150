// Values on their way into a statement, and rows on their way out of one.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gup::database {

/// One value of a column: a number, a text, or NULL of either.
struct Cell {
  bool is_text = false;
  bool null = false;
  long long number = 0;
  std::string text;
};

/// Values in the order of a statement's question marks. A cell keeps its address when the list grows and when
/// it is filled anew after `rewind()`, so that a prepared statement can be bound to it once.
class Values {
 public:
  Values& number(std::int64_t value);
  Values& number(std::optional<std::int64_t> value);
  /// `field` names the value in an error. Throws `Failure` (`operator_action`) for text that the databases
  /// keep in different ways or cut: invalid UTF-8, or an embedded NUL.
  Values& text(std::string_view value, const char* field);
  Values& text_or_null(const std::optional<std::string>& value, const char* field);
  Values& null_text();

  /// Starts over at the first cell; what follows must be of the same kinds.
  void rewind() { used_ = 0; }
  [[nodiscard]] std::size_t size() const { return used_; }
  [[nodiscard]] const Cell& at(std::size_t index) const { return cells_[index]; }

 private:
  Cell& next(bool is_text);

  std::deque<Cell> cells_;
  std::size_t used_ = 0;
};

/// A row as read; lent to the visitor for the length of its call.
class Row {
 public:
  explicit Row(const std::vector<Cell>& cells) : cells_(cells) {}
  [[nodiscard]] std::int64_t number(std::size_t column) const { return cells_[column].number; }
  [[nodiscard]] bool flag(std::size_t column) const { return cells_[column].number != 0; }
  /// The empty string for NULL.
  [[nodiscard]] const std::string& text(std::size_t column) const { return cells_[column].text; }
  [[nodiscard]] std::optional<std::int64_t> number_or_null(std::size_t column) const;
  [[nodiscard]] std::optional<std::string> text_or_null(std::size_t column) const;

 private:
  const std::vector<Cell>& cells_;
};

}  // namespace gup::database
