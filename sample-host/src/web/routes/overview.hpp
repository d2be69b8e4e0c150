// Dashboard, company page, and the list of settings pages.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_dashboard(Services& services, const Visit& visit);
[[nodiscard]] Response dismiss_notice(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_company(Services& services, const Visit& visit);
[[nodiscard]] Response show_settings_list(Services& services, const Visit& visit);

}  // namespace sample_host::web
