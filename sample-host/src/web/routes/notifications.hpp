// Company › Notifications: who gets the company's notices by email, and what was sent.
#pragma once

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

/// Who gets the company's notices by email, for administrators.
[[nodiscard]] Response show_notifications(Services& services, const Visit& visit);
/// Adds, changes or removes a recipient, or sends a test email.
[[nodiscard]] Response change_notifications(Services& services, const Visit& visit, const Request& request);

}  // namespace sample_host::web
