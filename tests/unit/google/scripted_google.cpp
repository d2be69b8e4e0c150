#include "scripted_google.hpp"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <mutex>
#include <thread>

#include "host_sdk/encoding.hpp"

namespace gup::google::test {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using host_sdk::percent_decode;

namespace {

std::map<std::string, std::string> decode_parameters(std::string_view text) {
  std::map<std::string, std::string> parameters;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    parameters[percent_decode(pair.substr(0, equals), false)] =
        equals == std::string_view::npos ? "" : percent_decode(pair.substr(equals + 1), false);
  }
  return parameters;
}

/// Marks a list with its kind as Google does, unless the test did.
void mark_list(const std::string& path, Reply& reply) {
  if (reply.status != 200 || !reply.body.starts_with('{') || reply.body.find("\"kind\"") != std::string::npos)
    return;
  for (const auto& [end, kind] : {std::pair{"/users", "users"}, std::pair{"/groups", "groups"},
                                  std::pair{"/members", "members"}, std::pair{"/orgunits", "orgUnits"}})
    if (path.ends_with(end))
      reply.body.insert(
          1, std::string("\"kind\":\"admin#directory#") + kind + (reply.body == "{}" ? "\"" : "\","));
}

SeenRequest to_seen(const http::request<http::string_body>& request) {
  SeenRequest seen;
  seen.method = std::string(request.method_string());
  const std::string target(request.target());
  const std::size_t query = target.find('?');
  seen.path = target.substr(0, query);
  if (query != std::string::npos)
    seen.parameters = decode_parameters(std::string_view(target).substr(query + 1));
  seen.form = decode_parameters(request.body());
  const std::string authorization(request[http::field::authorization]);
  if (authorization.starts_with("Bearer ")) seen.bearer = authorization.substr(7);
  seen.user_agent = std::string(request[http::field::user_agent]);
  seen.accept_encoding = std::string(request[http::field::accept_encoding]);
  return seen;
}

}  // namespace

class ScriptedGoogle::Server {
 public:
  explicit Server(Handler handler)
      : handler_(std::move(handler)), acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Server() {
    context_.stop();
    thread_.join();
  }

  unsigned short port() const { return port_; }
  int connections() const { return connections_; }
  std::vector<SeenRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  asio::awaitable<void> accept() {
    while (true) {
      tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
      ++connections_;
      // Tests also cover broken connections.
      asio::co_spawn(context_, serve(std::move(socket)), asio::detached);
    }
  }

  asio::awaitable<void> serve(tcp::socket socket) {
    boost::beast::flat_buffer buffer;
    while (true) {
      http::request<http::string_body> request;
      boost::system::error_code error;
      co_await http::async_read(socket, buffer, request, asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return;
      const SeenRequest seen = to_seen(request);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(seen);
      }
      Reply reply = handler_(seen);
      mark_list(seen.path, reply);
      if (reply.kind == Reply::Kind::reset) {
        socket.set_option(asio::socket_base::linger(true, 0), error);
        co_return;
      }
      if (reply.kind == Reply::Kind::silence) {
        char byte = 0;
        co_await socket.async_read_some(asio::buffer(&byte, 1),
                                        asio::redirect_error(asio::use_awaitable, error));
        co_return;
      }
      if (reply.kind == Reply::Kind::cut_short) {
        const std::string text =
            "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(reply.body.size() + 10) + "\r\n\r\n" +
            reply.body;
        co_await asio::async_write(socket, asio::buffer(text),
                                   asio::redirect_error(asio::use_awaitable, error));
        co_return;
      }
      http::response<http::string_body> response(static_cast<http::status>(reply.status), 11);
      if (!reply.retry_after.empty()) response.set(http::field::retry_after, reply.retry_after);
      if (!reply.location.empty()) response.set(http::field::location, reply.location);
      if (!reply.content_encoding.empty())
        response.set(http::field::content_encoding, reply.content_encoding);
      response.body() = reply.body;
      response.prepare_payload();
      co_await http::async_write(socket, response, asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return;
    }
  }

  Handler handler_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_;
  const unsigned short port_ = acceptor_.local_endpoint().port();
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> requests_;
  std::thread thread_;
};

ScriptedGoogle::ScriptedGoogle(Handler handler) : server_(std::make_unique<Server>(std::move(handler))) {}
ScriptedGoogle::~ScriptedGoogle() = default;

std::string ScriptedGoogle::origin() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}

GoogleClientSettings ScriptedGoogle::settings() const {
  GoogleClientSettings settings;
  settings.client_id = "client-id";
  settings.client_secret = "client-secret";
  settings.endpoints = {origin() + "/auth", origin() + "/token", origin() + "/revoke", origin()};
  // Rate limits have separate tests.
  settings.requests_per_minute = 6'000'000;
  return settings;
}

std::vector<SeenRequest> ScriptedGoogle::requests() const {
  return server_->requests();
}

std::vector<SeenRequest> ScriptedGoogle::requests(const std::string& path) const {
  std::vector<SeenRequest> matching;
  for (SeenRequest& request : server_->requests())
    if (request.path == path) matching.push_back(std::move(request));
  return matching;
}

int ScriptedGoogle::connections() const {
  return server_->connections();
}

Reply token_reply(const std::string& token, int expires_in) {
  return {
      200, R"({"access_token":")" + token + R"(","expires_in":)" + std::to_string(expires_in) + "}", {}, {}};
}

Reply error_reply(int status, const std::string& reason, const std::string& message) {
  return {status,
          R"({"error":{"code":)" + std::to_string(status) + R"(,"message":")" + message +
              R"(","errors":[{"domain":"global","reason":")" + reason + R"(","message":")" + message +
              R"("}]}})",
          {},
          {}};
}

}  // namespace gup::google::test
