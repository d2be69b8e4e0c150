// Links that let someone without an account carry out one action of a plugin's page.
#pragma once

#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

inline constexpr std::string_view kInvitationCookie = "host_invitation";

/// POST by an administrator: makes a link and shows it, once.
[[nodiscard]] Response make_invitation(Services& services, const Visit& visit, const Request& request,
                                       const SettingsPlace& place);

/// What the invited person sees: who asks, what for, and the button. Nothing else is reachable by the link.
[[nodiscard]] Response show_invitation(Services& services, const Request& request, const std::string& token);

/// POST of that button: leads to the other site.
[[nodiscard]] Response accept_invitation(Services& services, const Request& request,
                                         const std::string& token);

/// The end of the invitation of this browser: the answer to its return from the other site. Uses the link up
/// if the action was done.
[[nodiscard]] Response end_invitation(Services& services, const Request& request, const CallbackReply& reply,
                                      const host_sdk::page::Toast& toast);

}  // namespace sample_host::web
