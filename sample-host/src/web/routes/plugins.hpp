// Plugins and tasks: loaded and refused plugins, due times, and the results of the last runs.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_plugins(Services& services, const Visit& visit);

}  // namespace sample_host::web
