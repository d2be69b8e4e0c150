// Signing in and out.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_sign_in(Services& services, const Request& request);
[[nodiscard]] Response sign_in(Services& services, const Request& request);
[[nodiscard]] Response sign_out(Services& services, const Request& request);

}  // namespace sample_host::web
