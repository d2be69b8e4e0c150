// The limits and rules of the page vocabulary.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host_sdk/page/exchange.hpp"

namespace host_sdk::page {

inline constexpr std::size_t kMostOptions = 50;
inline constexpr std::size_t kLongestLabel = 80;
inline constexpr std::size_t kLongestText = 2'000;

/// How large a page may be.
struct PageSize {
  /// The number of rows of one table.
  std::size_t rows = 0;
  /// The size of the page's texts, in KiB; each text counts 16 additional bytes.
  std::size_t kilobytes = 0;
  std::size_t blocks = 100;
};
inline constexpr PageSize kShownPage{200, 256};
/// Each part of an export builds the whole page, so the parts are large.
inline constexpr PageSize kExportedPage{5'000, 8 * 1024, 400};
/// A page with all of its sub-pages.
inline constexpr PageSize kWholePage{200, 1024, 400};

/// The name without other characters than a-z, 0-9, '-' and '.'; "file" if nothing is left. [any]
[[nodiscard]] std::string usable_file_name(std::string name);

/// Brings a page within the limits of the vocabulary, and calls `note` once for each kind of cut:
/// - cuts long labels and texts at a code point, with an ellipsis
/// - drops options and rows beyond the limit
/// - clears links to undeclared origins and malformed sub-pages, and malformed parts of links
/// - clears the values of secrets, and line breaks in inputs of one line
/// - clears malformed names of exports and extensions of files
/// - removes an invitation to an action that does not open an external site
/// - brings a progress bar between 0 and its total
///
/// Returns the reason if the page is invalid:
/// - too many blocks, or too large
/// - malformed or duplicate ids, or text that is not UTF-8
/// - actions with the same id that differ in what the host enforces (`Action::id`)
/// - rows whose cells do not match the columns
/// - a minimum above its maximum, or a value that its field would not take
///
/// [any]
[[nodiscard]] std::string apply_limits(Page& page, const std::vector<std::string>& link_origins,
                                       const std::function<void(const std::string&)>& note,
                                       PageSize size = kShownPage);

/// Returns what a host would cut or refuse in this page, as sentences, the refusal first; empty if the page
/// keeps every rule. For the tests of plugins. [any]
[[nodiscard]] std::vector<std::string> validate(Page page, const std::vector<std::string>& link_origins = {},
                                                PageSize size = kShownPage);

/// Brings the options of a picker within the limits, and drops those whose texts are not UTF-8. [any]
void apply_limits(OptionsAnswer& answer);

}  // namespace host_sdk::page
