// The routes: one function each, in the file of its page.
#pragma once

#include <memory>
#include <string>

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

// Sign-in.
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
/// All rows of a table, as CSV.
[[nodiscard]] Response export_table(Services& services, const Visit& visit, const Request& request,
                                    const std::string& slug, const std::string& block_id);
/// Returns null if the viewer has no access; `response` then has the reason.
[[nodiscard]] std::unique_ptr<EventStream> open_events(Services& services, const Visit& visit,
                                                       const Request& request, const std::string& slug,
                                                       Response& response);
/// The return from another site; the browser may have no session.
[[nodiscard]] Response finish_callback(Services& services, const Request& request, const std::string& plugin,
                                       const std::string& name);

// The host's own pages.
[[nodiscard]] Response show_dashboard(Services& services, const Visit& visit);
[[nodiscard]] Response dismiss_notice(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_company(Services& services, const Visit& visit);
[[nodiscard]] Response show_settings_list(Services& services, const Visit& visit);
/// The company's audit trail, for administrators.
[[nodiscard]] Response show_audit(Services& services, const Visit& visit, const Request& request);
/// Its entries that the page's filters match, as CSV.
[[nodiscard]] Response export_audit(Services& services, const Visit& visit, const Request& request);
/// Who gets the company's notices by email, for administrators.
[[nodiscard]] Response show_notifications(Services& services, const Visit& visit);
/// Adds, changes or removes a recipient, or sends a test email.
[[nodiscard]] Response change_notifications(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_plugins(Services& services, const Visit& visit);

[[nodiscard]] Response show_users(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response export_users(Services& services, const Visit& visit, const Request& request);
[[nodiscard]] Response show_user(Services& services, const Visit& visit, std::int64_t id);
[[nodiscard]] Response show_new_user(Services& services, const Visit& visit);
/// Adds a user by hand (`id` 0) or changes one.
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

/// The drawing context of a viewer for a page at `address`.
[[nodiscard]] struct Drawing drawing_for(Services& services, const Visit& visit, std::string address);

}  // namespace sample_host::web
