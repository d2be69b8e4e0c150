// The browser's return from another site.
#pragma once

#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

/// The return from another site; the browser may have no session.
[[nodiscard]] Response finish_callback(Services& services, const Request& request, const std::string& plugin,
                                       const std::string& name);

}  // namespace sample_host::web
