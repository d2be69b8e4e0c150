#include "web/messages.hpp"

namespace sample_host::web {
namespace {

std::string content_security_policy(const std::vector<std::string>& form_origins) {
  std::string forms = "'self'";
  for (const std::string& origin : form_origins) forms += " " + origin;
  // The style sheet draws check marks as data: images.
  return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
         "connect-src 'self'; form-action " +
         forms + "; base-uri 'none'; frame-ancestors 'none'";
}

}  // namespace

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
  response.header("Location", http::as_address(address)).header("Cache-Control", "no-store");
  return response;
}

Response csv_response(std::string csv, const std::string& name) {
  Response response{200, {}, std::move(csv)};
  response.header("Content-Type", "text/csv; charset=utf-8").header("Cache-Control", "no-store");
  response.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
  return response;
}

std::map<std::string, std::string> form_values(const Fields& fields) {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : fields.items())
    if (!name.starts_with('_')) values.try_emplace(name, value);
  for (const std::string& name : fields.all("_many")) {
    std::string joined;
    for (const std::string& value : fields.all(name)) {
      if (!joined.empty()) joined += ',';
      joined += value;
    }
    values[name] = joined;
  }
  // A browser posts nothing for a toggle that is off.
  for (const std::string& name : fields.all("_toggle")) values.try_emplace(name, "false");
  return values;
}

}  // namespace sample_host::web
