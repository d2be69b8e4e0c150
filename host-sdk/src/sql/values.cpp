#include "host_sdk/sql/values.hpp"

#include "host_sdk/sql/error.hpp"
#include "host_sdk/text.hpp"

namespace host_sdk::sql {

Cell& Values::next(bool is_text) {
  if (used_ == cells_.size()) cells_.emplace_back();
  Cell& cell = cells_[used_++];
  cell.is_text = is_text;
  cell.null = false;
  return cell;
}

Values& Values::number(std::int64_t value) {
  next(false).number = value;
  return *this;
}

Values& Values::number(std::optional<std::int64_t> value) {
  Cell& cell = next(false);
  cell.null = !value;
  cell.number = value.value_or(0);
  return *this;
}

Values& Values::text(std::string_view value, const char* field) {
  if (!is_clean_utf8(value))
    throw SqlError(SqlErrorKind::other, std::string("The value of the field ") + field +
                                            " is not valid UTF-8 or contains a NUL, so it was not stored.");
  next(true).text.assign(value);
  return *this;
}

Values& Values::text_or_null(const std::optional<std::string>& value, const char* field) {
  return value ? text(*value, field) : null_text();
}

Values& Values::null_text() {
  Cell& cell = next(true);
  cell.null = true;
  cell.text.clear();
  return *this;
}

std::optional<std::int64_t> Row::number_or_null(std::size_t column) const {
  if (cells_[column].null) return std::nullopt;
  return cells_[column].number;
}

std::optional<std::string> Row::text_or_null(std::size_t column) const {
  if (cells_[column].null) return std::nullopt;
  return cells_[column].text;
}

}  // namespace host_sdk::sql
