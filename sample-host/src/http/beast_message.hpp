// Requests as Beast reads them. Only for the server: Beast is slow to compile.
#pragma once

#include <boost/beast/http.hpp>
#include <optional>
#include <string>

#include "http/message.hpp"
#include "http/wiping.hpp"

namespace http {

/// A body that grows with each chunk leaves nothing in its former memory.
using RequestBody = boost::beast::http::vector_body<char, WipingAllocator<char>>;
using RequestParser = boost::beast::http::request_parser<RequestBody, WipingAllocator<char>>;
using RequestFields = boost::beast::http::basic_fields<WipingAllocator<char>>;

/// Repeated headers are joined as RFC 9110 (5.3) and RFC 6265 (cookies) say. `peer`: the client's address.
[[nodiscard]] Request to_request(const boost::beast::http::request<RequestBody, RequestFields>& message,
                                 const std::string& peer);

/// Returns the refusal of a body whose length can be understood in two ways, or whose coding is unknown;
/// nullopt if the body can be read.
[[nodiscard]] std::optional<Response> refused_body(
    const boost::beast::http::request_header<RequestFields>& header);

/// Returns the response to a request that could not be read; nullopt if the connection just ends.
[[nodiscard]] std::optional<Response> rejection(const boost::system::error_code& error);

}  // namespace http
