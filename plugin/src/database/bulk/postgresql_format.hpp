// PostgreSQL's bulk formats: lines of COPY, arrays of a column's values.
#pragma once

#include <string>

#include "database/sql.hpp"

namespace gup::database {

/// Appends the row as one line of COPY's text format.
void append_copy_line(std::string& lines, const Values& row);

/// A one-dimensional array in binary format, which needs no escaping.
class PgArray {
 public:
  explicit PgArray(char kind) : kind_(kind) { clear(); }
  void clear();
  void append(const Cell& cell);
  [[nodiscard]] char kind() const { return kind_; }
  /// Valid until the next change.
  [[nodiscard]] const std::string& bytes();

 private:
  char kind_;
  bool has_null_ = false;
  std::uint32_t size_ = 0;
  std::string bytes_;
};

}  // namespace gup::database
