// Rules for text that a host and its plugins must apply identically.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk {

/// The key by which two emails or names are equal: `trimmed`, with full case folding, in NFC (default
/// caseless matching, Unicode Standard, section 3.13). The columns `email_key` and `name_key` contain it.
/// Throws std::invalid_argument for invalid UTF-8. [any]
[[nodiscard]] std::string fold_key(std::string_view text);

/// True if `text` is well-formed UTF-8 (RFC 3629) without NUL. Every database stores such text unchanged.
/// [any]
[[nodiscard]] bool is_clean_utf8(std::string_view text);

/// The number of code points in well-formed UTF-8. [any]
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// The first `count` code points of well-formed UTF-8, or all if there are fewer. [any]
[[nodiscard]] std::string cut_code_points(std::string_view text, std::size_t count);

/// `text` without ASCII white space at both ends: space, tab, line feed, carriage return, form feed, vertical
/// tab. A view into `text`, valid as long as the bytes of `text` are. [any] @since 1.1
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The number with a comma between thousands: "1,311", "-4,120". [any] @since 1.1
[[nodiscard]] std::string with_commas(std::int64_t number);

/// The number, as `with_commas` writes it, with its noun: "1 group", "1,311 groups". `one` is the noun after
/// 1, `many` after every other number, 0 included. [any] @since 1.1
[[nodiscard]] std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// The parts of `text` between separators, without empty ones. [any] @since 1.4
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// The parts with the separator between them. [any] @since 1.4
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// `text` with the ASCII letters in lower case. [any] @since 1.4
[[nodiscard]] std::string lower_ascii(std::string_view text);

/// Whether `text` has the form of an email address: one "@" with text before and after it, without spaces and
/// control characters. Whether the address exists, only its server knows. [any] @since 1.9
[[nodiscard]] bool is_email_address(std::string_view text);

/// First and last name with a space between them; either may be empty. [any] @since 1.4
[[nodiscard]] std::string full_name(std::string_view first, std::string_view last);

}  // namespace host_sdk
