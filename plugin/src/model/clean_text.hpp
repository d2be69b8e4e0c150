// Prepares texts from the directory for tables, keys and reports.
#pragma once

#include <string>
#include <string_view>

namespace gup {

/// Removes zero-width characters (Google fills the missing half of a single name with one), then whitespace
/// at both ends. `text` must be valid UTF-8.
[[nodiscard]] std::string clean(std::string text);

/// Makes a text fit for a report: replaces bytes that are not UTF-8 with "?" and cuts at 255 code points.
[[nodiscard]] std::string printable(std::string_view text);

/// The key by which an address is found. Empty if the address is empty or not valid UTF-8.
[[nodiscard]] std::string address_key(std::string_view address);

/// “text”
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace gup
