// The list of target groups, and adding one by hand.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_groups(Services& services, const Visit& visit, const Request& request);

[[nodiscard]] Response export_groups(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response create_group(Services& services, const Visit& visit, const Request& request);

}  // namespace sample_host::web
