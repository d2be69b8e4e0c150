// Text as addresses, forms and tokens carry it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gup::google {

using Parameters = std::vector<std::pair<std::string_view, std::string>>;

/// Everything but the unreserved characters of RFC 3986 as %XX, a blank as %20 (which forms accept as well).
[[nodiscard]] std::string percent_encode(std::string_view text);

/// "a=1&b=2", names and values encoded; serves as a query and as a form.
[[nodiscard]] std::string encode_parameters(const Parameters& parameters);

/// Base64 of RFC 4648, section 5, without padding.
[[nodiscard]] std::string base64url_encode(std::string_view bytes);

/// Nothing for text that is not base64url. Padding is accepted.
[[nodiscard]] std::optional<std::string> base64url_decode(std::string_view text);

/// The S256 challenge of RFC 7636: base64url(SHA-256(verifier)).
[[nodiscard]] std::string pkce_challenge(std::string_view verifier);

}  // namespace gup::google
