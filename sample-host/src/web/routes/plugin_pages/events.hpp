// The event stream that updates a plugin's page while it is open.
#pragma once

#include <memory>
#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

/// Returns null if the viewer has no access; `response` then has the reason.
[[nodiscard]] std::unique_ptr<EventStream> open_events(Services& services, const Visit& visit,
                                                       const Request& request, const SettingsPlace& place,
                                                       Response& response);

}  // namespace sample_host::web
