// Signing in and out, and the language of the account.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_sign_in(Services& services, const Request& request);
[[nodiscard]] Response sign_in(Services& services, const Request& request);
/// Stores the language that the visitor chose, and returns to the page.
[[nodiscard]] Response choose_language(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response sign_out(Services& services, const Request& request);

}  // namespace sample_host::web
