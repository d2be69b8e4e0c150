// Percent-encoding (RFC 3986), both ways.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sample_host {

/// Percent-encodes everything but RFC 3986's unreserved characters: letters, digits and `-._~`.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Decodes; a broken escape stays as it is. `plus_is_blank` is the rule of forms and queries.
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_blank);
/// The same, but nothing for a text with a broken escape.
[[nodiscard]] std::optional<std::string> percent_decode_strictly(std::string_view text, bool plus_is_blank);

}  // namespace sample_host
