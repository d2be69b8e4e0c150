#include "web/http/convert.hpp"

#include "host_sdk/encoding.hpp"

namespace sample_host::web {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

}  // namespace

Request to_request(const http::request<http::string_body>& message, std::string peer) {
  Request request;
  request.method = message.method_string();
  const std::string_view target(message.target().data(), message.target().size());
  const std::size_t question = target.find('?');
  request.path = host_sdk::percent_decode(target.substr(0, question), false);
  if (question != std::string_view::npos) request.query = Fields(target.substr(question + 1));
  for (const auto& field : message) {
    const std::string name = lower({field.name_string().data(), field.name_string().size()});
    request.headers.try_emplace(name, field.value());
  }
  request.body = message.body();
  request.peer = std::move(peer);
  return request;
}

http::response<http::string_body> to_message(Response response, bool head, bool keep_alive) {
  http::response<http::string_body> message{static_cast<http::status>(response.status), 11};
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.set("X-Content-Type-Options", "nosniff");
  // Not `no-referrer`: browsers would then send `Origin: null` with our own forms, which the check of the
  // origin refuses.
  message.set("Referrer-Policy", "same-origin");
  message.set("Cross-Origin-Opener-Policy", "same-origin");
  message.keep_alive(keep_alive);
  const std::size_t size = response.body.size();
  if (!head) message.body() = std::move(response.body);
  message.prepare_payload();
  if (head) message.content_length(size);
  return message;
}

}  // namespace sample_host::web
