// Reading a large company in bounded steps: a search that no index answers looks at so many rows a page and
// no more. Only for the folder `database`, since it opens soci.h.
#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>
#include <string_view>

#include "database/session_pool.hpp"

namespace sample_host {

/// How many rows a page looks at: some tens of milliseconds on every database.
inline constexpr int kWindow = 5'000;
/// Up to so many rows that an index finds are fetched one by one instead.
inline constexpr int kFew = 2'000;

/// Of which keys rows are read: after `after`, from `from` on, up to and including `until`.
struct KeyRange {
  std::string after;
  std::string from;
  std::string until;
};

/// Above every key: the highest code point there is.
[[nodiscard]] std::string above_all_keys();
/// The range of the keys that begin with `prefix`.
[[nodiscard]] KeyRange beginning_with(std::string_view prefix);

/// A table whose pages go along the unique key (company_id, `column`).
struct PagedTable {
  Backend backend;
  const char* name;
  const char* column;
};

/// The last of the company's `kWindow` keys after `after`; nothing when there are fewer.
[[nodiscard]] std::optional<std::string> window_end(soci::session& sql, const PagedTable& table,
                                                    const std::string& company, const std::string& after);

/// Where a search goes on. It has two parts: first the keys that begin with the text, all of them, by the
/// index; then the other rows, a window at a time.
struct SearchCursor {
  bool in_beginnings = true;
  std::string key;

  /// Reads what `text()` gave; anything else starts at the beginning.
  [[nodiscard]] static SearchCursor of(std::string_view text);
  [[nodiscard]] std::string text() const;
};

}  // namespace sample_host
