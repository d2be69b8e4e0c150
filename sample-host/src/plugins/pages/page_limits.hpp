// The limits and rules of the page vocabulary.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host_sdk/page/exchange.hpp"

namespace sample_host {

inline constexpr std::size_t kMostOptions = 50;
inline constexpr std::size_t kLongestLabel = 80;
inline constexpr std::size_t kLongestText = 2'000;

struct PageSize {
  /// Of one table.
  std::size_t rows = 0;
  std::size_t kilobytes = 0;
  std::size_t blocks = 200;
};
inline constexpr PageSize kShownPage{200, 256};
/// Each part of an export builds the whole page, so the parts are large.
inline constexpr PageSize kExportedPage{5'000, 8 * 1024};
/// A page with all of its sub-pages.
inline constexpr PageSize kWholePage{200, 1024, 400};

/// The name without other characters than a-z, 0-9, '-' and '.'; "file" if nothing is left.
[[nodiscard]] std::string usable_file_name(std::string name);

/// Brings a page within the limits of the vocabulary, and calls `note` once for each kind of cut:
/// - cuts long labels and texts at a code point, with an ellipsis
/// - drops options and rows beyond the limit
/// - clears links to undeclared origins and malformed sub-pages
///
/// Returns the reason if the page is invalid:
/// - too many blocks, or too large
/// - malformed or duplicate ids, or text that is not UTF-8
/// - rows whose cells do not match the columns
/// - a minimum above its maximum, or a value outside its range or its choices
[[nodiscard]] std::string apply_limits(host_sdk::page::Page& page,
                                       const std::vector<std::string>& link_origins,
                                       const std::function<void(const std::string&)>& note,
                                       PageSize size = kShownPage);

/// The same for the options of a picker.
void apply_limits(host_sdk::page::OptionsAnswer& answer);

}  // namespace sample_host
