// Runs an action of a plugin's page through the gateway and turns its outcome into a response.
#pragma once

#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

[[nodiscard]] Response act_on_settings(Services& services, const Visit& visit, const Request& request,
                                       const SettingsPlace& place, const std::string& action);

}  // namespace sample_host::web
