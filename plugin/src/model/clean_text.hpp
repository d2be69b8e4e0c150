// Prepares texts from the directory for tables, keys and reports.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gup {

/// Removes U+200B, U+2060 and U+FEFF (Google fills the missing half of a single name with one), then
/// whitespace at both ends. Joiners stay: Persian and Sinhala words and some emoji need them. Returns "" if
/// nothing visible is left: only controls, format characters, spaces and default-ignorable code points.
/// `text` must be valid UTF-8.
[[nodiscard]] std::string clean(std::string text);

/// The first `maximum` code points of a text, or fewer so that no visible character is split: an accent stays
/// with its letter, an emoji stays whole. `text` must be valid UTF-8.
[[nodiscard]] std::string cut_characters(std::string_view text, std::size_t maximum);

/// Makes a text fit for a report: replaces bytes that are not UTF-8 with "?" and cuts at 255 code points.
[[nodiscard]] std::string printable(std::string_view text);

/// The key by which an address is found. Empty if the address is empty or not valid UTF-8.
[[nodiscard]] std::string address_key(std::string_view address);

/// The part of an address after its last "@", or "" if it has none. A view into `address`.
[[nodiscard]] std::string_view domain_of(std::string_view address);

/// "Anna Berg <anna@example.com>"; the address alone without a name.
[[nodiscard]] std::string name_and_address(const std::string& name, const std::string& address);

/// The path of an organizational unit in the form that is compared: case-folded, with a leading slash and
/// without a trailing one. The root is "/". Empty if the path is not valid UTF-8.
[[nodiscard]] std::string unit_path_key(const std::string& path);

/// The text with a lower-case ASCII first letter, for the middle of a sentence. Google keeps its capital.
[[nodiscard]] std::string lower_first(std::string text);

/// “text”
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace gup
