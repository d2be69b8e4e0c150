// A request and its response, free of the library that carries them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http/url.hpp"

namespace sample_host::web {

struct Request {
  std::string method;
  /// Decoded, without the query; starts with '/'.
  std::string path;
  Fields query;
  /// The names in lower case.
  std::map<std::string, std::string> headers;
  std::string body;
  /// The address of the other side, without the port.
  std::string peer;

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
  }
  /// The cookie of that name; empty if there is none.
  [[nodiscard]] std::string cookie(std::string_view name) const;
  /// The path's pieces between the slashes.
  [[nodiscard]] std::vector<std::string> pieces() const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  Response& header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// A page, never to be stored, with the headers that keep a browser strict. `form_origins` are the foreign
/// origins to which a form of the page may lead (Chromium applies form-action to redirects as well).
[[nodiscard]] Response html_response(int status, std::string document,
                                     const std::vector<std::string>& form_origins = {});
/// A piece of a page.
[[nodiscard]] Response fragment_response(std::string fragment);
[[nodiscard]] Response see_other(const std::string& address);
[[nodiscard]] Response plain_response(int status, std::string text);
/// A file `name`.csv (letters of ASCII, digits, '-') to keep.
[[nodiscard]] Response csv_response(std::string csv, const std::string& name);

}  // namespace sample_host::web
