// A request and its response, independent of the library that carries them.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/url.hpp"

namespace http {

/// Its target, query, headers and body are wiped at the end.
struct Request {
  Request() = default;
  ~Request();
  Request(const Request&) = default;
  Request(Request&&) = default;
  Request& operator=(const Request&) = default;
  Request& operator=(Request&&) = default;

  std::string method;
  /// The target as sent: percent-encoded, with the query.
  std::string target;
  /// Decoded, without the query; starts with '/'.
  std::string path;
  Fields query;
  /// Names are in lower case. The first of several headers with the same name counts.
  std::map<std::string, std::string> headers;
  std::string body;
  /// The address of the other side, without the port.
  std::string peer;

  /// Returns the header of that name, in lower case; empty if there is none.
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
  }
  /// Returns the cookie of that name; empty if there is none.
  [[nodiscard]] std::string cookie(std::string_view name) const;
  /// Returns the segments of the path.
  [[nodiscard]] std::vector<std::string> pieces() const;
};

/// How a response is sent. All but `complete` imitate a broken server.
enum class Ending {
  complete,
  truncated,  ///< the full Content-Length, half of the body, then the connection closes
  reset,      ///< a TCP reset without a byte
  hang        ///< nothing until the client closes
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds delay{0};
  Ending ending = Ending::complete;

  /// Throws std::invalid_argument for a name or value with a control character, which could end its line.
  Response& header(std::string name, std::string value);
};

/// Returns a text that is not cached.
[[nodiscard]] Response plain_response(int status, std::string text);

}  // namespace http
