#include "http/beast_message.hpp"

#include "host_sdk/encoding.hpp"
#include "host_sdk/text.hpp"

namespace http {

namespace beast = boost::beast;

Request to_request(const beast::http::request<RequestBody, RequestFields>& message, const std::string& peer) {
  Request request;
  request.method = message.method_string();
  request.target = message.target();
  const std::string_view target = request.target;
  const std::size_t question = target.find('?');
  request.path = host_sdk::percent_decode(target.substr(0, question), false);
  if (question != std::string_view::npos) request.query = Fields(target.substr(question + 1));
  for (const auto& field : message) {
    const std::string name = host_sdk::lower_ascii({field.name_string().data(), field.name_string().size()});
    const auto [header, is_new] = request.headers.try_emplace(name, field.value());
    if (!is_new) header->second += (name == "cookie" ? "; " : ", ") + std::string(field.value());
  }
  // With iterators, std::string makes a temporary copy first.
  request.body.assign(message.body().data(), message.body().size());
  request.peer = peer;
  return request;
}

std::optional<Response> refused_body(const beast::http::request_header<RequestFields>& header) {
  using beast::http::field;
  if (header.count(field::transfer_encoding) == 0) return {};
  if (header.count(field::content_length) > 0)
    return plain_response(400, "A request has either a content length or a transfer coding.\n");
  if (header.count(field::transfer_encoding) > 1 ||
      !beast::iequals(header[field::transfer_encoding], "chunked"))
    return plain_response(501, "The only transfer coding that this server supports is chunked.\n");
  return {};
}

std::optional<Response> rejection(const boost::system::error_code& error) {
  if (error == beast::http::error::body_limit) return plain_response(413, "The request is too large.\n");
  if (error == beast::http::error::header_limit) return plain_response(431, "The headers are too large.\n");
  static const auto& http_errors = beast::http::make_error_code(beast::http::error::bad_target).category();
  if (error.category() != http_errors || error == beast::http::error::end_of_stream ||
      error == beast::http::error::partial_message) {
    return {};
  }
  return plain_response(400, "The request is not HTTP.\n");
}

}  // namespace http
