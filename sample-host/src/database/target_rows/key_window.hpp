// Pages of a large company in bounded time: a search without an index reads a limited number of rows a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "database/host_database.hpp"

namespace sample_host {

/// A count of rows that stops at a limit.
struct CountedSoFar {
  std::int64_t number = 0;
  /// There may be more rows than `number`.
  bool and_more = false;
};

/// How many rows a page reads, in tens of milliseconds on every database.
inline constexpr int kWindow = 5'000;
/// Companies with at most this many rows are searched, counted and sorted as a whole.
inline constexpr int kWholeCompany = 100'000;
/// Up to this many rows of an index are fetched by id instead.
inline constexpr int kFew = 2'000;

/// The keys to read: after `after`, from `from`, up to and including `until`.
struct KeyRange {
  std::string after;
  std::string from;
  std::string until;
};

/// The highest code point, which sorts after every key.
[[nodiscard]] std::string above_all_keys();
/// The place of a page in a list: after or before a row, whose cursor a list returned. Both empty: the first
/// page.
struct PagePlace {
  std::string after;
  std::string before;
};

/// The range of the keys that begin with `prefix`.
[[nodiscard]] KeyRange beginning_with(std::string_view prefix);

/// A table whose pages follow the unique key (company_id, `column`).
struct PagedTable {
  const char* name;
  const char* column;
};

/// The last of the company's `rows` keys after `after`; nullopt if there are fewer.
[[nodiscard]] std::optional<std::string> window_end(Session& session, const PagedTable& table,
                                                    const std::string& company, const std::string& after,
                                                    int rows = kWindow);

/// The position of a search. First come all keys that begin with the text, by the index; then the other rows,
/// a window at a time.
struct SearchCursor {
  bool in_beginnings = true;
  std::string key;

  /// Parses the result of `text()`; other text gives the start.
  [[nodiscard]] static SearchCursor of(std::string_view text);
  [[nodiscard]] std::string text() const;
};

}  // namespace sample_host
