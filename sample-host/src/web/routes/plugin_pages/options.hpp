// The options of a picker of a plugin's page.
#pragma once

#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_options(Services& services, const Visit& visit, const Request& request,
                                    const SettingsPlace& place, const std::string& picker);

/// POST of the whole form by a browser without scripts: the page again, with the options.
[[nodiscard]] Response show_plain_options(Services& services, const Visit& visit, const Request& request,
                                          const SettingsPlace& place, const std::string& picker);

}  // namespace sample_host::web
