// Between Beast's messages and ours.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

#include "web/http/message.hpp"

namespace sample_host::web {

namespace http = boost::beast::http;

[[nodiscard]] Request to_request(const http::request<http::string_body>& message, std::string peer);

/// With the headers that every answer carries. `head`: the length is told, the body left out.
[[nodiscard]] http::response<http::string_body> to_message(Response response, bool head, bool keep_alive);

}  // namespace sample_host::web
