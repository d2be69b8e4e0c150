// The list of target users, on the page and as CSV.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_users(Services& services, const Visit& visit, const Request& request);
/// Suggestions for the filters, as options of a `<datalist>`.
[[nodiscard]] Response suggest_departments(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response suggest_groups(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response export_users(Services& services, const Visit& visit, const Request& request);

}  // namespace sample_host::web
