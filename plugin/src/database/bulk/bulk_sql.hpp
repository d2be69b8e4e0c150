// Pieces of SQL that the bulk writers share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "database/bulk/bulk_writer.hpp"

namespace gup::database {

[[nodiscard]] std::vector<std::string> names_of(const Columns& columns);
[[nodiscard]] Columns together(const Columns& keys, const Columns& others);

/// The result of `word(column, index)` for every column, joined by the separator.
[[nodiscard]] std::string each(const Columns& columns, const char* separator,
                               const std::function<std::string(const Column&, std::size_t)>& word);

/// "INSERT INTO table (a, b) "
[[nodiscard]] std::string insert_into(const std::string& table, const Columns& columns,
                                      const std::string& insert = "INSERT");
/// "(?, ?), (?, ?)"
[[nodiscard]] std::string row_list(std::size_t columns, std::size_t rows);
/// " AND (…)", or nothing.
[[nodiscard]] std::string and_also(const Condition& condition);

}  // namespace gup::database
