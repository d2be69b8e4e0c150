#include "web/http/message.hpp"

#include <algorithm>

namespace sample_host::web {
namespace {

std::string content_security_policy(const std::vector<std::string>& form_origins) {
  std::string forms = "'self'";
  for (const std::string& origin : form_origins) forms += " " + origin;
  // data: is for the ticks and dots that the style sheet draws into boxes.
  return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
         "connect-src 'self'; form-action " +
         forms + "; base-uri 'none'; frame-ancestors 'none'";
}

}  // namespace

std::string Request::cookie(std::string_view name) const {
  const std::string all = header("cookie");
  std::string_view rest = all;
  while (!rest.empty()) {
    std::string_view pair = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
  }
  return {};
}

std::vector<std::string> Request::pieces() const {
  std::vector<std::string> found;
  std::string_view rest = path;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view piece = rest.substr(0, rest.find('/'));
    if (!piece.empty()) found.emplace_back(piece);
    rest.remove_prefix(piece.size());
  }
  return found;
}

Response html_response(int status, std::string document, const std::vector<std::string>& form_origins) {
  Response response{status, {}, std::move(document)};
  response.header("Content-Type", "text/html; charset=utf-8").header("Cache-Control", "no-store");
  response.header("Content-Security-Policy", content_security_policy(form_origins));
  return response;
}

Response fragment_response(std::string fragment) {
  return html_response(200, std::move(fragment));
}

Response see_other(const std::string& address) {
  Response response{303, {}, {}};
  response.header("Location", address).header("Cache-Control", "no-store");
  return response;
}

Response plain_response(int status, std::string text) {
  Response response{status, {}, std::move(text)};
  response.header("Content-Type", "text/plain; charset=utf-8").header("Cache-Control", "no-store");
  return response;
}

Response csv_response(std::string csv, const std::string& name) {
  Response response{200, {}, std::move(csv)};
  response.header("Content-Type", "text/csv; charset=utf-8").header("Cache-Control", "no-store");
  response.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
  return response;
}

}  // namespace sample_host::web
