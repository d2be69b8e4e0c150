// Exclusions as CSV: what the page exports, and what an administrator writes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/exclusion.hpp"

namespace gup {

struct ImportedExclusion {
  Exclusion rule;
  /// The line of the text, from 1.
  std::size_t line = 0;
};

struct CsvReading {
  std::vector<ImportedExclusion> rules;
  /// Each names the line and the column.
  std::vector<std::string> errors;
};

/// Reads lines with the columns kind, value and reason, in any order; other columns are ignored. A rule that
/// occurs twice counts once. The rules have the form of `clean_exclusion`, without a name and an author.
[[nodiscard]] CsvReading read_exclusions_csv(std::string_view text);

/// "Line 3, column reason: ..."
[[nodiscard]] std::string csv_error(std::size_t line, std::string_view column, std::string_view sentence);

}  // namespace gup
