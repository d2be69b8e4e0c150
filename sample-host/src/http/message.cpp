#include "http/message.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "http/wiping.hpp"

namespace http {

Request::~Request() {
  wipe(target);
  wipe(headers);
  wipe(body);
}

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

Response& Response::header(std::string name, std::string value) {
  const auto ends_the_line = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  };
  if (std::ranges::any_of(name, ends_the_line) || std::ranges::any_of(value, ends_the_line))
    throw std::invalid_argument("a header may not contain control characters");
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response plain_response(int status, std::string text) {
  Response response{status, {}, std::move(text)};
  response.header("Content-Type", "text/plain; charset=utf-8").header("Cache-Control", "no-store");
  return response;
}

}  // namespace http
