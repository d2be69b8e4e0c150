// What a host and its plugins must agree on about network addresses.
#pragma once

#include <string_view>

namespace host_sdk {

/// True if `host` names this machine itself: `localhost` in any case, an IPv4 address in 127.0.0.0/8 as four
/// decimal numbers (RFC 1122, section 3.2.1.3), or IPv6's `::1` in any spelling, with or without brackets.
/// `host` is a host alone, without port or scheme. Plain http is allowed for such hosts only. No name is
/// looked up. [any]
[[nodiscard]] bool is_loopback(std::string_view host);

}  // namespace host_sdk
