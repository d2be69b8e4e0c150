// Searching rows by words, in any order.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "database/sql.hpp"

namespace gup::database {

/// The words of a searched text, folded, each once; at most eight.
[[nodiscard]] std::set<std::string> searched_words(std::string_view text);

/// A condition that one of the columns contains what `bind_words` binds; nulls contain nothing.
[[nodiscard]] std::string contained_in(const Dialect& dialect, const std::vector<std::string>& columns);

/// " AND (...)" for each word: one of the columns contains it.
[[nodiscard]] std::string all_contained_in(const Dialect& dialect, const std::vector<std::string>& columns,
                                           std::size_t words);

/// Binds each word once for each of `columns` columns.
void bind_words(Query& query, const std::set<std::string>& words, std::size_t columns);

}  // namespace gup::database
