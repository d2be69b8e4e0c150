#include "web/host/visit.hpp"

#include <algorithm>

#include "accounts/password.hpp"
#include "database/access/sign_ins.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "text/languages.hpp"
#include "web/host/theme.hpp"

namespace sample_host::web {

std::string stamp_of(const AccountConfig& account) {
  return sha256_hex(account.password_hash);
}

std::string csrf_token_of(std::string_view session_token) {
  // A one-way hash: the page's token does not reveal the cookie.
  return sha256_hex("form of " + std::string(session_token));
}

bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t at = 0; at < a.size(); ++at)
    difference = static_cast<unsigned char>(difference | (a[at] ^ b[at]));
  return difference == 0;
}

std::string client_of(const Services& services, const Request& request) {
  return services.runtime.config().trusted_proxies.client_of(request.peer, request.header("x-forwarded-for"));
}

std::string language_of(const Services& services, const Request& request) {
  return preferred_language(request.header("accept-language"), services.runtime.config().languages);
}

std::optional<Visit> find_visit(Services& services, const Request& request) {
  const std::string token = request.cookie(kSessionCookie);
  if (token.empty()) return {};
  HostRuntime& runtime = services.runtime;
  const auto session = runtime.tables().sign_ins.find(token, runtime.clock().now());
  if (!session) return {};
  const auto account = runtime.accounts().find(session->account);
  if (!account || !same_secret(stamp_of(*account), session->account_stamp)) return {};
  const auto company = runtime.companies().find(account->company);
  if (!company) return {};
  Visit visit;
  visit.company = *company;
  visit.viewer = {actor_of(*account, client_of(services, request)), session->token_hash};
  visit.csrf_token = csrf_token_of(token);
  visit.appearance = appearance_of(request);
  visit.administrator = account->role == Role::administrator;
  const auto& offered = runtime.config().languages;
  if (std::ranges::count(offered, session->language) > 0)
    visit.language = session->language;
  else
    visit.language = account->language.empty() ? language_of(services, request) : account->language;
  return visit;
}

std::string cookie_header(const Services& services, std::string_view name, std::string_view value,
                          bool keep) {
  std::string cookie{name};
  cookie += "=";
  cookie += value;
  cookie += "; Path=/; HttpOnly; SameSite=Lax";
  if (services.runtime.public_url().starts_with("https://")) cookie += "; Secure";
  if (!keep) cookie += "; Max-Age=0";
  return cookie;
}

Drawing drawing_for(Services& services, const Visit& visit, std::string address) {
  Drawing drawing;
  drawing.address = std::move(address);
  drawing.csrf_token = visit.csrf_token;
  drawing.now = services.runtime.clock().now();
  drawing.actor = visit.viewer.actor;
  drawing.user_name = [&services, company = visit.company.id](std::int64_t id) {
    return services.runtime.tables().target_users.name(company, id);
  };
  return drawing;
}

Response page_response(Services& services, const Visit& visit, int status, std::string title, Place place,
                       const Html& content, const std::vector<std::string>& form_origins) {
  Frame frame;
  frame.title = std::move(title);
  frame.place = place;
  frame.account = visit.viewer.actor.name;
  frame.company = visit.company.name;
  frame.csrf_token = visit.csrf_token;
  frame.administrator = visit.administrator;
  frame.appearance = visit.appearance;
  frame.languages = services.runtime.config().languages;
  frame.toasts = services.flashes.take(visit.viewer.session_hash);
  return html_response(status, draw_document(frame, content), form_origins);
}

Response message_response(Services& services, const Visit& visit, int status, std::string_view title,
                          std::string_view text) {
  Html content;
  draw_message(content, status == 403 ? "lock" : "alert-circle", title, text);
  return page_response(services, visit, status, std::string(title), Place::none, content);
}

}  // namespace sample_host::web
