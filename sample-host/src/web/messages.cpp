#include "web/messages.hpp"

#include "host_sdk/text.hpp"

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

/// What a picker's own inputs say: an option selected without scripts, and the name of a new option.
void take_plain_choices(const Fields& fields, std::map<std::string, std::string>& values) {
  constexpr std::string_view kChosen = "_choose.";
  constexpr std::string_view kNew = "_new.";
  constexpr std::string_view kAdded = "_add.";
  constexpr std::string_view kBlanks = " \t\r\n";
  for (const auto& [name, value] : fields.items())
    if (name.starts_with(kChosen)) values[name.substr(kChosen.size())] = value;
  for (const auto& [name, value] : fields.items()) {
    const bool added = name.starts_with(kAdded);
    const auto first = value.find_first_not_of(kBlanks);
    if ((!added && !name.starts_with(kNew)) || first == std::string::npos) continue;
    const std::string id = "new:" + value.substr(first, value.find_last_not_of(kBlanks) - first + 1);
    std::string& all = values[name.substr(added ? kAdded.size() : kNew.size())];
    all = added && !all.empty() ? all + "," + id : id;
  }
}

/// The number without the commas between thousands; other text stays as it is.
std::string without_commas(const std::string& text) {
  const auto first = text.find(',');
  if (first == std::string::npos || first == 0 || first > 3) return text;
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool comma_here = at >= first && (at - first) % 4 == 0;
    if (comma_here ? text[at] != ',' : text[at] < '0' || text[at] > '9') return text;
    if (!comma_here) digits += text[at];
  }
  return (text.size() - first) % 4 == 0 ? digits : text;
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

std::string own_path(const std::string& wanted) {
  const bool own = wanted.starts_with('/') && !wanted.starts_with("//") &&
                   wanted.find_first_of("\\\r\n\t") == std::string::npos;
  return own ? wanted : "/";
}

Response see_other(const std::string& address) {
  Response response{303, {}, {}};
  response.header("Location", http::as_address(address)).header("Cache-Control", "no-store");
  return response;
}

Response file_response(std::string content, const std::string& file_name, const std::string& type) {
  Response response{200, {}, std::move(content)};
  response.header("Content-Type", type + "; charset=utf-8").header("Cache-Control", "no-store");
  response.header("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
  return response;
}

Response csv_response(std::string csv, const std::string& name) {
  return file_response(std::move(csv), name + ".csv", "text/csv");
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
  take_plain_choices(fields, values);
  for (const std::string& name : fields.all("_number"))
    if (const auto number = values.find(name); number != values.end())
      number->second = without_commas(std::string{host_sdk::trimmed(number->second)});
  // A browser posts nothing for a toggle that is off.
  for (const std::string& name : fields.all("_toggle")) values.try_emplace(name, "false");
  return values;
}

}  // namespace sample_host::web
