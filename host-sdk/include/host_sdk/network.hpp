// Loopback addresses and web origins, for which a host and its plugins must apply the same rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace host_sdk {

/// True if `host` names this machine:
/// - `localhost` in any case,
/// - an IPv4 address in 127.0.0.0/8 as four decimal numbers (RFC 1122, section 3.2.1.3),
/// - IPv6's `::1` in any spelling, with or without brackets.
///
/// `host` has no port and no scheme. Plain http is allowed for such hosts only. Does not resolve names. [any]
/// @since 1.1
[[nodiscard]] bool is_loopback(std::string_view host);

/// The host of "host:port" or "[::1]:port"; the whole text if it has no port. A view into `authority`. [any]
/// @since 1.9
[[nodiscard]] std::string_view host_of(std::string_view authority);

/// The origin (RFC 6454) of an absolute http or https address: scheme, host in lower case, and the port
/// unless it is the scheme's default: "https://accounts.google.com", "http://127.0.0.1:8090". Returns nullopt
/// for any other text: another scheme, user info, an empty host, characters that no host contains, a port out
/// of range. [any]
[[nodiscard]] std::optional<std::string> origin_of(std::string_view url);

/// True for an https origin, and for an http origin with a loopback host (W3C Secure Contexts, section 3.1).
/// `origin` is a result of `origin_of`. [any]
[[nodiscard]] bool is_trustworthy(std::string_view origin);

}  // namespace host_sdk
