#include "web/host/host_site.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "host_sdk/value_rules.hpp"
#include "metrics/metric_registry.hpp"
#include "services/log.hpp"
#include "web/host/theme.hpp"
#include "web/host/why.hpp"
#include "web/icons.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/host_forms.hpp"
#include "web/routes/notifications.hpp"
#include "web/routes/overview.hpp"
#include "web/routes/people/group.hpp"
#include "web/routes/people/groups_list.hpp"
#include "web/routes/people/user.hpp"
#include "web/routes/people/users_list.hpp"
#include "web/routes/plugin_pages/actions.hpp"
#include "web/routes/plugin_pages/callback.hpp"
#include "web/routes/plugin_pages/events.hpp"
#include "web/routes/plugin_pages/invitations.hpp"
#include "web/routes/plugin_pages/options.hpp"
#include "web/routes/plugin_pages/settings.hpp"
#include "web/routes/plugin_pages/table_export.hpp"
#include "web/routes/plugins.hpp"
#include "web/routes/sign_in.hpp"

namespace sample_host::web {
namespace {

using Pieces = std::vector<std::string>;

std::optional<std::int64_t> id_of(const std::string& text) {
  const auto id = host_sdk::to_integer(text);
  return id && *id > 0 ? id : std::nullopt;
}

bool is(const Pieces& pieces, std::initializer_list<std::string_view> wanted) {
  return std::equal(
      pieces.begin(), pieces.end(), wanted.begin(), wanted.end(),
      [](const std::string& piece, std::string_view want) { return want == "*" || piece == want; });
}

/// Leads to the sign-in page, and from there back to the requested page.
Response ask_to_sign_in(const Request& request) {
  if (request.header("hx-request") == "true" || request.method != "GET")
    return html_response(401, draw_bare_document(
                                  tr("Signed out"),
                                  [] {
                                    Html html;
                                    draw_message(html, "lock", tr("You are signed out"),
                                                 tr("Open the page again to sign in. Nothing was changed."));
                                    return html;
                                  }(),
                                  appearance_of(request)));
  return see_other("/sign-in" + QueryString().add("next", request.path).str());
}

/// The page for a request that failed. The cause goes to the log only.
Response describe(const std::exception& failure, const Request& request, Log& log) {
  Html html;
  const auto* database = dynamic_cast<const SqlError*>(&failure);
  const bool passes = database != nullptr && (database->kind() == SqlErrorKind::unavailable ||
                                              database->kind() == SqlErrorKind::busy);
  const std::string reference = random_token(6);
  log.write(passes ? host_sdk::LogLevel::warning : host_sdk::LogLevel::error, "host", "",
            LogLine("request_failed")
                .with("reference", reference)
                .with("path", request.path)
                .with("reason", failure.what())
                .text());
  if (passes) {
    const std::string title = tr("The database is not responding");
    draw_message(
        html, "alert-circle", title,
        sentence_with_reference(tr("The platform's database is not responding. Nothing was changed. Try "
                                   "again in a moment."),
                                reference));
    Response response = html_response(503, draw_bare_document(title, html, appearance_of(request)));
    response.header("Retry-After", "10");
    return response;
  }
  const std::string title = tr("Something went wrong");
  draw_message(
      html, "alert-circle", title,
      tr("The page could not be shown. Try again. If it happens again, tell your operator the reference "
         "number {number}.",
         {{"number", reference}}));
  return html_response(500, draw_bare_document(title, html, appearance_of(request)));
}

}  // namespace

HostSite::HostSite(HostRuntime& runtime) : services_{runtime}, assets_(web_folder()) {
  set_asset_version(assets_.version());
}

bool HostSite::is_our_host(const std::string& host) const {
  const std::string ours = services_.runtime.public_url();
  if (const auto scheme = ours.find("://"); scheme != std::string::npos && ours.substr(scheme + 3) == host)
    return true;
  const std::string port = ":" + std::to_string(port_);
  const std::string& listens = services_.runtime.config().listen.host;
  return host == listens + port || host == "127.0.0.1" + port || host == "localhost" + port ||
         host == "[::1]" + port;
}

bool HostSite::is_our_origin(const Request& request) const {
  const std::string origin = request.header("origin");
  const std::string site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  // Old browsers and programs send neither header; the form's token protects against forgery in that case.
  return origin.empty() || origin == "http://" + request.header("host") ||
         origin == "https://" + request.header("host") || origin == services_.runtime.public_url();
}

std::unique_ptr<EventStream> HostSite::answer(const Request& request, Response& response) {
  const auto start = std::chrono::steady_clock::now();
  ++in_progress_;
  std::unique_ptr<EventStream> stream;
  try {
    const host_sdk::LanguageScope language(language_of(services_, request));
    stream = dispatch(request, response);
  } catch (const std::exception& failure) {
    const host_sdk::LanguageScope language(language_of(services_, request));
    response = describe(failure, request, services_.runtime.log());
  }
  --in_progress_;
  count_request(services_.runtime.metrics().host(), request.pieces(), response.status,
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return stream;
}

std::unique_ptr<EventStream> HostSite::dispatch(const Request& request, Response& response) {
  if (!is_our_host(request.header("host"))) {
    response = plain_response(421, "This host does not serve that name.\n");
    return nullptr;
  }
  const Pieces pieces = request.pieces();
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads && request.method != "POST") {
    response = plain_response(405, "Only GET and POST are supported.\n");
    response.header("Allow", "GET, HEAD, POST");
    return nullptr;
  }
  if (reads && pieces.size() >= 2 && pieces[0] == "assets") {
    response = assets_.serve(request.path.substr(std::string_view("/assets/").size()), request);
    return nullptr;
  }
  if (!reads && !is_our_origin(request)) {
    response = plain_response(403, "The request came from another site.\n");
    return nullptr;
  }
  if (is(pieces, {"sign-in"})) {
    response = reads ? show_sign_in(services_, request) : sign_in(services_, request);
    return nullptr;
  }
  if (!reads && is(pieces, {"theme"})) {
    response = set_theme(services_, request);
    return nullptr;
  }
  if (reads && is(pieces, {"plugins", "*", "callback", "*"})) {
    response = finish_callback(services_, request, pieces[1], pieces[3]);
    return nullptr;
  }
  if (is(pieces, {"invitations", "*"})) {
    response = reads ? show_invitation(services_, request, pieces[1])
                     : accept_invitation(services_, request, pieces[1]);
    return nullptr;
  }
  const auto visit = find_visit(services_, request);
  if (!visit) {
    response = ask_to_sign_in(request);
    return nullptr;
  }
  const host_sdk::LanguageScope language(visit->language);
  const auto route = settings_route(pieces);
  if (reads && route && route->part == "events")
    return open_events(services_, *visit, request, route->place, response);
  if (!reads && !same_secret(Fields(request.body).first("_csrf"), visit->csrf_token)) {
    response = message_response(services_, *visit, 403, tr("The form has expired"),
                                tr("Nothing was changed. Open the page again and repeat your change."));
    return nullptr;
  }
  response = reads ? get(*visit, request, pieces) : post(*visit, request, pieces);
  return nullptr;
}

Response HostSite::get(const Visit& visit, const Request& request, const Pieces& pieces) {
  if (pieces.empty()) return show_dashboard(services_, visit);
  if (is(pieces, {"plugins"})) return show_plugins(services_, visit);
  if (is(pieces, {"company"})) return show_company(services_, visit);
  if (is(pieces, {"company", "settings"})) return show_settings_list(services_, visit);
  if (const auto route = settings_route(pieces)) {
    const auto& [place, part, name] = *route;
    if (part == "options") return show_options(services_, visit, request, place, name);
    if (part == "tables") return export_table(services_, visit, request, place, name);
    // An action may answer with the page itself: reloading that address leads to the page.
    if (part == "actions" || part == "invitations") return see_other(settings_address(place));
    return show_settings(services_, visit, request, place);
  }
  if (is(pieces, {"company", "audit"})) return show_audit(services_, visit, request);
  if (is(pieces, {"company", "notifications"})) return show_notifications(services_, visit);
  if (is(pieces, {"company", "audit.csv"})) return export_audit(services_, visit, request);
  if (is(pieces, {"company", "target-users.csv"})) return export_users(services_, visit, request);
  if (is(pieces, {"company", "target-users"})) return show_users(services_, visit, request);
  if (is(pieces, {"company", "target-users", "departments"}))
    return suggest_departments(services_, visit, request);
  if (is(pieces, {"company", "target-groups", "names"})) return suggest_groups(services_, visit, request);
  if (is(pieces, {"company", "target-groups.csv"})) return export_groups(services_, visit, request);
  if (is(pieces, {"company", "target-users", "new"})) return show_new_user(services_, visit);
  if (is(pieces, {"company", "target-groups"})) return show_groups(services_, visit, request);
  if (pieces.size() == 3 && pieces[0] == "company") {
    const auto id = id_of(pieces[2]);
    if (id && pieces[1] == "target-users") return show_user(services_, visit, *id);
    if (id && pieces[1] == "target-groups") return show_group(services_, visit, *id);
  }
  return message_response(services_, visit, 404, tr("There is no such page"),
                          tr("The address may be old or mistyped."));
}

Response HostSite::post(const Visit& visit, const Request& request, const Pieces& pieces) {
  if (is(pieces, {"sign-out"})) return sign_out(services_, request);
  if (is(pieces, {"language"})) return choose_language(services_, visit, request);
  if (is(pieces, {"notices", "dismiss"})) return dismiss_notice(services_, visit, request);
  if (is(pieces, {"plugins", "actions", "run_task"})) return run_task(services_, visit, request);
  if (is(pieces, {"company", "notifications"})) return change_notifications(services_, visit, request);
  if (const auto route = settings_route(pieces)) {
    if (route->part == "actions")
      return act_on_settings(services_, visit, request, route->place, route->name);
    if (route->part == "invitations") return make_invitation(services_, visit, request, route->place);
    if (route->part == "options")
      return show_plain_options(services_, visit, request, route->place, route->name);
  }
  if (is(pieces, {"company", "target-users"})) return save_user(services_, visit, request, 0);
  if (is(pieces, {"company", "target-groups"})) return create_group(services_, visit, request);
  const auto id = pieces.size() >= 3 ? id_of(pieces[2]) : std::nullopt;
  if (id && is(pieces, {"company", "target-users", "*"})) return save_user(services_, visit, request, *id);
  if (id && is(pieces, {"company", "target-users", "*", "actions", "sync"}))
    return sync_user(services_, visit, *id, host_sdk::SyncMode::apply);
  if (id && is(pieces, {"company", "target-users", "*", "actions", "check"}))
    return sync_user(services_, visit, *id, host_sdk::SyncMode::preview);
  if (id && is(pieces, {"company", "target-users", "*", "actions", "exclude"}))
    return exclude_user(services_, visit, *id);
  if (id && is(pieces, {"company", "target-users", "*", "delete"})) return delete_user(services_, visit, *id);
  if (id && is(pieces, {"company", "target-groups", "*", "delete"}))
    return delete_group(services_, visit, *id);
  if (id && is(pieces, {"company", "target-groups", "*", "members"}))
    return add_member(services_, visit, request, *id);
  if (id && is(pieces, {"company", "target-groups", "*", "members", "remove"}))
    return remove_member(services_, visit, request, *id);
  return message_response(services_, visit, 404, tr("There is no such page"), tr("Nothing was changed."));
}

}  // namespace sample_host::web
