// Exports a table of a plugin's page as CSV.
#pragma once

#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

/// All rows of a table, as CSV.
[[nodiscard]] Response export_table(Services& services, const Visit& visit, const Request& request,
                                    const SettingsPlace& place, const std::string& block_id);

}  // namespace sample_host::web
