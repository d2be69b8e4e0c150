// The host's pages and forms as HTTP messages.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "http/site.hpp"

namespace sample_host::web {

using http::EventStream;
using http::Fields;
using http::plain_response;
using http::QueryString;
using http::Request;
using http::Response;

/// Returns a page that is not cached, with a strict Content-Security-Policy. `form_origins` are the external
/// origins that a form of the page may lead to (Chromium applies form-action to redirects as well).
[[nodiscard]] Response html_response(int status, std::string document,
                                     const std::vector<std::string>& form_origins = {});
/// Returns a part of a page.
[[nodiscard]] Response fragment_response(std::string fragment);
/// `wanted` if it is a path of this host, else "/": a redirect leads to no other site.
[[nodiscard]] std::string own_path(const std::string& wanted);
[[nodiscard]] Response see_other(const std::string& address);
/// Returns the download `name`.csv; `name` is ASCII letters, digits and '-'.
[[nodiscard]] Response file_response(std::string content, const std::string& file_name,
                                     const std::string& type);
[[nodiscard]] Response csv_response(std::string csv, const std::string& name);

/// Returns the values of a page's form as its plugin expects them. Names that start with '_' are the host's
/// own and left out. Fields named by `_many` have their values joined by commas. Toggles named by `_toggle`
/// are `true` or `false`. Numbers named by `_number` may have commas between thousands. `_choose.<picker>` is
/// the option that a browser without scripts selected in a list,
/// `_new.<picker>` and `_add.<picker>` are the name of a new option.
[[nodiscard]] std::map<std::string, std::string> form_values(const Fields& fields);

}  // namespace sample_host::web
