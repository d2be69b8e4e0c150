// Text as it comes from a directory, made fit for a table and for a report.
#pragma once

#include <string>
#include <string_view>

namespace gup::plan {

/// Removes zero-width characters (Google fills the empty half of a mononym with one), then blanks at both
/// ends. `text` must be well-formed UTF-8.
[[nodiscard]] std::string clean(std::string text);

/// `text` for a report: bytes that are no UTF-8 become "?", and it is cut at 255 code points.
[[nodiscard]] std::string printable(std::string_view text);

/// The key under which an address is found, or empty when it has none (it is empty or no UTF-8).
[[nodiscard]] std::string address_key(std::string_view address);

/// “text”, for sentences.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace gup::plan
