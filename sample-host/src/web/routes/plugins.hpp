// Plugins and tasks: loaded and refused plugins, due times, and the results of the last runs.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_plugins(Services& services, const Visit& visit);
/// Starts a task of the visitor's company, due or not.
[[nodiscard]] Response run_task(Services& services, const Visit& visit, const Request& request);

}  // namespace sample_host::web
