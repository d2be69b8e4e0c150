#include "web/host/theme.hpp"

#include <algorithm>

namespace sample_host::web {
namespace {

Theme theme_named(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kThemes), std::end(kThemes),
                   [name](const ThemeName& theme) { return theme.value.view() == name; });
  return found == std::end(kThemes) ? Theme::system : found->theme;
}

/// The page of the request. A form is posted to an address at or below its page's.
std::string page_address(const Request& request) {
  if (request.method == "GET") {
    QueryString query;
    for (const auto& [name, value] : request.query.items()) query.add(name, value);
    return request.path + query.str();
  }
  constexpr std::size_t kDepthOfPages = 3;
  std::string address;
  const auto pieces = request.pieces();
  for (std::size_t at = 0; at < std::min(pieces.size(), kDepthOfPages); ++at) address += "/" + pieces[at];
  return address.empty() ? "/" : address;
}

}  // namespace

Appearance appearance_of(const Request& request) {
  return {theme_named(request.cookie(std::string(kThemeCookie))), page_address(request)};
}

Response set_theme(const Services& services, const Request& request) {
  const Fields fields(request.body);
  const Theme theme = theme_named(fields.first("theme"));
  // A script repaints the page and stays on it.
  Response response = request.header("hx-request") == "true" ? Response{204, {}, {}}
                                                             : see_other(own_path(fields.first("back")));
  response.header("Set-Cookie", cookie_header(services, kThemeCookie, name_of(theme).value.view(), true) +
                                    "; Max-Age=31536000");
  return response;
}

}  // namespace sample_host::web
