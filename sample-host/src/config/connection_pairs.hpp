// Parses connection strings into keys and values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sample_host {

using ConnectionPairs = std::vector<std::pair<std::string, std::string>>;

/// Each function throws std::invalid_argument with the end of a sentence ("must be …"). It never contains
/// parts of the text, which may contain a password.

/// SOCI's form for SQLite: `key=value` separated by spaces; values with spaces in double quotes.
[[nodiscard]] ConnectionPairs sqlite_pairs(std::string_view text);

/// libpq's two forms: `key=value` with single quotes and backslashes, and
/// `postgresql://user@host:port/name?key=value`.
[[nodiscard]] ConnectionPairs postgresql_pairs(std::string_view text);

/// SOCI's form for MySQL: `key=value`; values in single or double quotes with backslash escapes.
[[nodiscard]] ConnectionPairs mysql_pairs(std::string_view text);

}  // namespace sample_host
