// The answers to requests: one function a route, in the file of its page.
#pragma once

#include <memory>
#include <string>

#include "web/host/visit.hpp"
#include "web/http/site.hpp"

namespace sample_host::web {

// Signing in and out.
[[nodiscard]] Response show_sign_in(Services& services, const Request& request);
[[nodiscard]] Response sign_in(Services& services, const Request& request);
[[nodiscard]] Response sign_out(Services& services, const Request& request);

// The pages of plugins.
[[nodiscard]] Response show_settings(Services& services, const Visit& visit, const Request& request,
                                     const std::string& slug);
[[nodiscard]] Response act_on_settings(Services& services, const Visit& visit, const Request& request,
                                       const std::string& slug, const std::string& action);
[[nodiscard]] Response show_options(Services& services, const Visit& visit, const Request& request,
                                    const std::string& slug, const std::string& picker);
/// All rows of one of its tables, as CSV.
[[nodiscard]] Response export_table(Services& services, const Visit& visit, const std::string& slug,
                                    const std::string& block_id);
/// Null when the viewer may not see the page; `response` says why.
[[nodiscard]] std::unique_ptr<EventStream> open_events(Services& services, const Visit& visit,
                                                       const Request& request, const std::string& slug,
                                                       Response& response);
/// The return from a foreign site; the browser need not be signed in.
[[nodiscard]] Response finish_callback(Services& services, const Request& request, const std::string& plugin,
                                       const std::string& name);

// The host's own pages.
[[nodiscard]] Response show_dashboard(Services& services, const Visit& visit);
[[nodiscard]] Response dismiss_notice(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_company(Services& services, const Visit& visit);
[[nodiscard]] Response show_settings_list(Services& services, const Visit& visit);
/// Who did what for the company, for administrators.
[[nodiscard]] Response show_audit(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_plugins(Services& services, const Visit& visit);

[[nodiscard]] Response show_users(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response export_users(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_user(Services& services, const Visit& visit, std::int64_t id);
[[nodiscard]] Response show_new_user(Services& services, const Visit& visit);
/// Creates a user made by hand (`id` 0) or changes one.
[[nodiscard]] Response save_user(Services& services, const Visit& visit, const Request& request,
                                 std::int64_t id);
[[nodiscard]] Response delete_user(Services& services, const Visit& visit, std::int64_t id);

[[nodiscard]] Response show_groups(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_group(Services& services, const Visit& visit, std::int64_t id);
[[nodiscard]] Response create_group(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response delete_group(Services& services, const Visit& visit, std::int64_t id);
[[nodiscard]] Response add_member(Services& services, const Visit& visit, const Request& request,
                                  std::int64_t id);
[[nodiscard]] Response remove_member(Services& services, const Visit& visit, const Request& request,
                                     std::int64_t id);

/// What drawing needs to know of a viewer, for a page at `address`.
[[nodiscard]] struct Drawing drawing_for(Services& services, const Visit& visit, std::string address);

}  // namespace sample_host::web
