// Web origins (RFC 6454): where a plugin may send a browser.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace host_sdk::loader {

/// The origin of an absolute http or https address: scheme, host in lower case, port unless it is the
/// scheme's own ("https://accounts.google.com", "http://127.0.0.1:8090"). Nothing for any other text: another
/// scheme, user info, an empty host, characters that no host has, a port out of range. [any]
[[nodiscard]] std::optional<std::string> origin_of(std::string_view url);

/// True for https, and for http to loopback (127.0.0.0/8, [::1], localhost), of a text that `origin_of` gave.
/// [any]
[[nodiscard]] bool is_trustworthy(std::string_view origin);

}  // namespace host_sdk::loader
