#include "web/routes/sign_in.hpp"

#include <algorithm>
#include <mutex>

#include "accounts/password.hpp"
#include "database/access/sign_ins.hpp"
#include "host_sdk/text.hpp"
#include "web/drawing.hpp"
#include "web/host/theme.hpp"

namespace sample_host::web {
namespace {

constexpr std::chrono::hours kLifetime{12};

Html sign_in_form(const std::string& token, const std::string& target, const std::string& name,
                  std::string_view problem) {
  Html html;
  html.raw("<div class=\"card\"><div class=\"card-body\"><h1 class=\"page-title\">")
      .text(tr("Sign in"))
      .raw("</h1>");
  if (!problem.empty()) {
    html.raw("<div class=\"alert tone-danger\" role=\"alert\" id=\"errors\" tabindex=\"-1\">").text(problem);
    html.raw("</div>");
  }
  html.raw("<form method=\"post\" action=\"/sign-in\" class=\"stack\">");
  draw_hidden(html, "_csrf", token);
  draw_hidden(html, "next", target);
  html.raw("<div><label class=\"form-label\" for=\"name\">").text(tr("Account name")).raw("</label>");
  html.raw(
      "<input class=\"form-control\" id=\"name\" name=\"name\" autocomplete=\"username\" maxlength=\"128\"");
  html.raw(" autocapitalize=\"off\" spellcheck=\"false\" required")
      .attr("value", name)
      .flag("autofocus", name.empty());
  html.raw("></div><div><label class=\"form-label\" for=\"password\">").text(tr("Password")).raw("</label>");
  html.raw(
      "<input class=\"form-control\" id=\"password\" name=\"password\" type=\"password\" maxlength=\"1024\"");
  html.raw(" autocomplete=\"current-password\" required></div>");
  html.raw("<button type=\"submit\" class=\"btn btn-primary w-100\">")
      .text(tr("Sign in"))
      .raw("</button></form></div></div>");
  return html;
}

Response answer(Services& services, int status, const Request& request, const std::string& target,
                const std::string& name, std::string_view problem) {
  std::string token = request.cookie(kSignInCookie);
  if (token.size() != random_token().size()) token = random_token();
  Response response = html_response(
      status, draw_bare_document(tr("Sign in"), sign_in_form(csrf_token_of(token), target, name, problem),
                                 appearance_of(request)));
  response.header("Set-Cookie", cookie_header(services, kSignInCookie, token, true));
  return response;
}

/// Serializes password checks, which take 64 MiB each, to bound memory under a flood of requests.
std::mutex& one_check_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

Response show_sign_in(Services& services, const Request& request) {
  if (find_visit(services, request)) return see_other("/");
  return answer(services, 200, request, own_path(request.query.first("next")), "", "");
}

Response sign_in(Services& services, const Request& request) {
  const Fields fields(request.body);
  const std::string name = fields.first("name");
  const std::string target = own_path(fields.first("next"));
  const std::string cookie = request.cookie(kSignInCookie);
  if (cookie.empty() || !same_secret(csrf_token_of(cookie), fields.first("_csrf")))
    return answer(services, 403, request, target, name, tr("The form has expired. Try again."));

  HostRuntime& runtime = services.runtime;
  const auto now = runtime.clock().now();
  const std::string client = client_of(services, request);
  const std::string key = host_sdk::is_clean_utf8(name) ? host_sdk::fold_key(name) : std::string{};
  std::optional<AccountConfig> account;
  {
    const std::lock_guard lock(one_check_at_a_time());
    if (services.attempts_by_name.exhausted(key, now) || services.attempts_by_client.exhausted(client, now))
      return answer(services, 429, request, target, name,
                    tr("Too many failed attempts. Try again in 15 minutes."));
    const std::string* const password = http::find(fields.items(), "password");
    account = runtime.accounts().check(name, password == nullptr ? std::string_view() : *password);
    if (!account) {
      services.attempts_by_name.failed(key, now);
      services.attempts_by_client.failed(client, now);
    }
  }
  if (!account) {
    runtime.log().warning("", LogLine("sign_in_failed").with("client", client));
    return answer(services, 401, request, target, name, tr("Wrong account name or password."));
  }
  services.attempts_by_name.succeeded(key);
  // Always creates a new session and ends the browser's previous one.
  if (const std::string before = request.cookie(kSessionCookie); !before.empty())
    runtime.tables().sign_ins.remove(before);
  runtime.tables().sign_ins.remove_expired(now);
  const std::string token =
      runtime.tables().sign_ins.create(account->name, stamp_of(*account), now, kLifetime);
  Response response = see_other(target);
  response.header("Set-Cookie", cookie_header(services, kSessionCookie, token, true));
  response.header("Set-Cookie", cookie_header(services, kSignInCookie, "", false));
  return response;
}

Response choose_language(Services& services, const Visit& visit, const Request& request) {
  const Fields fields(request.body);
  const std::string wanted = fields.first("language");
  const auto& offered = services.runtime.config().languages;
  if (std::ranges::count(offered, wanted) > 0)
    services.runtime.tables().sign_ins.choose_language(visit.viewer.actor.id, wanted);
  return see_other(own_path(fields.first("back")));
}

Response sign_out(Services& services, const Request& request) {
  services.runtime.tables().sign_ins.remove(request.cookie(kSessionCookie));
  Response response = see_other("/sign-in");
  response.header("Set-Cookie", cookie_header(services, kSessionCookie, "", false));
  return response;
}

}  // namespace sample_host::web
