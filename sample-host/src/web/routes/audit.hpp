// The audit trail of the company, newest entries first: searched, filtered, and exported as CSV.
#pragma once

#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

/// Records a manual change in the audit trail. Throws SqlError.
void note_in_audit(Services& services, const Visit& visit, const char* action, const std::string& detail);
/// The company's audit trail, for administrators.
[[nodiscard]] Response show_audit(Services& services, const Visit& visit, const Request& request);
/// Its entries that the page's filters match, as CSV.
[[nodiscard]] Response export_audit(Services& services, const Visit& visit, const Request& request);

}  // namespace sample_host::web
