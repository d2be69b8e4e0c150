// The viewer's theme: a cookie that the server reads, so that a page is never drawn in the wrong colors
// first.
#pragma once

#include <string>

#include "web/host/visit.hpp"
#include "web/layout.hpp"
#include "web/messages.hpp"

namespace sample_host::web {

inline constexpr std::string_view kThemeCookie = "host_theme";

/// The theme that the request's cookie names, and the page to which the switch of themes returns.
[[nodiscard]] Appearance appearance_of(const Request& request);

/// POST /theme: keeps the theme for a year. Changes nothing but the look of this browser, so it needs no
/// session and no token; the origin of the request was checked before.
[[nodiscard]] Response set_theme(const Services& services, const Request& request);

}  // namespace sample_host::web
