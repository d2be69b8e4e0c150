// Percent-encoding (RFC 3986), base64 and base64url (RFC 4648, sections 4 and 5), hexadecimal digits, and
// texts in CSV files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace host_sdk {

/// Encodes every byte except RFC 3986's unreserved characters (letters, digits, `-._~`) as `%XX`. A space
/// becomes `%20`, which queries and forms accept as well. [any] @since 1.1
[[nodiscard]] std::string percent_encode(std::string_view text);

/// Decodes `%XX`; an invalid escape stays as it is. With `plus_is_space`, '+' becomes a space: the rule for
/// queries and forms (`application/x-www-form-urlencoded`), not for paths. The result can be any bytes,
/// including NUL and invalid UTF-8. [any] @since 1.1
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space);

/// Like `percent_decode`, but returns nullopt if `text` contains an invalid escape. [any] @since 1.1
[[nodiscard]] std::optional<std::string> percent_decode_strict(std::string_view text, bool plus_is_space);

/// Encodes bytes as base64, with padding. [any] @since 1.9
[[nodiscard]] std::string base64_encode(std::string_view bytes);

/// Decodes base64. Returns nullopt for anything else: missing or wrong padding, other characters, line breaks
/// included, and unused last bits that are not zero. So no two texts decode to the same bytes. [any]
/// @since 1.9
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

/// Encodes bytes as base64url without padding. [any] @since 1.1
[[nodiscard]] std::string base64url_encode(std::string_view bytes);

/// Decodes base64url, with correct padding or none. Returns nullopt for anything else, including an encoding
/// whose unused last bits are not zero. So different texts decode to different bytes, apart from padding.
/// [any]
/// @since 1.1
[[nodiscard]] std::optional<std::string> base64url_decode(std::string_view text);

/// Encodes each byte as two lower-case hexadecimal digits. [any] @since 1.9
[[nodiscard]] std::string hex_encode(std::string_view bytes);

/// Adds an apostrophe to a CSV field before each text that a spreadsheet could read as a formula, or that
/// already has such an apostrophe. Spreadsheets expect different separators, so a cell can also start after a
/// ";", "|", tab or line break in the field. Does not quote the field. [any] @since 1.9
[[nodiscard]] std::string with_formula_apostrophes(std::string_view field);

/// The field before `with_formula_apostrophes`. Other apostrophes stay. [any] @since 1.9
[[nodiscard]] std::string without_formula_apostrophes(std::string_view field);

}  // namespace host_sdk
