#include "serve.hpp"

#include <csignal>
#include <iostream>
#include <memory>
#include <stdexcept>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "emulator.hpp"
#include "gzip.hpp"
#include "text.hpp"

namespace emulator {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t kLargestBody = 256 * 1024 * 1024;  // a test may hand in a whole directory at once

Request read_request(const http::request<http::string_body>& message) {
  Request request;
  request.method = std::string(message.method_string());
  const std::string_view target(message.target().data(), message.target().size());
  const auto question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != std::string_view::npos) request.query = parse_form(target.substr(question + 1));
  for (const auto& field : message)
    request.headers[lower(std::string(field.name_string()))] = std::string(field.value());
  request.body = message.body();
  return request;
}

http::response<http::string_body> write_response(const Answer& answer, const Request& request,
                                                 bool keep_alive) {
  http::response<http::string_body> response;
  response.version(11);
  response.result(static_cast<unsigned>(answer.status));
  response.set(http::field::content_type, answer.content_type);
  response.set(http::field::server, "google-emulator");
  for (const auto& [name, value] : answer.headers) response.insert(name, value);
  // Google compresses only for a client that asks twice: by Accept-Encoding and by its User-Agent.
  const bool gzip = request.header("accept-encoding").find("gzip") != std::string::npos &&
                    request.header("user-agent").find("gzip") != std::string::npos &&
                    answer.body.size() > 200;
  if (gzip) response.set(http::field::content_encoding, "gzip");
  response.body() = gzip ? gzip_compress(answer.body) : answer.body;
  response.keep_alive(keep_alive);
  response.prepare_payload();
  return response;
}

asio::awaitable<void> send_cut(tcp::socket& socket, const http::response<http::string_body>& response) {
  std::ostringstream text;
  text << response;
  const std::string whole = std::move(text).str();
  const std::size_t missing = response.body().size() - response.body().size() / 2;
  error_code ignored;  // the connection ends here either way
  co_await asio::async_write(socket, asio::buffer(whole.data(), whole.size() - missing),
                             asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> wait_until_closed(tcp::socket& socket) {
  char bytes[256];
  error_code closed;
  while (!closed)
    co_await socket.async_read_some(asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, closed));
}

/// A mistake of the emulator's own must not look like one of Google's answers, nor stop the other
/// connections.
Answer answer_or_report(Emulator& emulator, const Request& request) {
  try {
    return emulator.handle(request);
  } catch (const std::exception& error) {
    std::cerr << "google-emulator failed at " << request.method << " " << request.path << ": " << error.what()
              << std::endl;
    Answer answer;
    answer.status = 500;
    answer.content_type = "text/plain; charset=utf-8";
    answer.body = std::string("The emulator itself failed: ") + error.what();
    return answer;
  }
}

asio::awaitable<void> converse(tcp::socket socket, Emulator& emulator) {
  boost::beast::flat_buffer buffer;
  error_code failed;
  socket.set_option(tcp::no_delay(true), failed);
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(kLargestBody);
    parser.header_limit(256 * 1024);
    co_await http::async_read(socket, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return;  // the client closed, or sent what is not HTTP
    const Request request = read_request(parser.get());
    const bool keep_alive = parser.get().keep_alive();
    const Answer answer = answer_or_report(emulator, request);
    if (answer.delay.count() > 0) {
      asio::steady_timer timer(socket.get_executor(), answer.delay);
      co_await timer.async_wait(asio::use_awaitable);
    }
    if (answer.ending == Ending::reset) {
      socket.set_option(asio::socket_base::linger(true, 0), failed);
      co_return;
    }
    if (answer.ending == Ending::hang) {
      co_await wait_until_closed(socket);
      co_return;
    }
    http::response<http::string_body> response = write_response(answer, request, keep_alive);
    if (answer.ending == Ending::cut) {
      co_await send_cut(socket, response);
      co_return;
    }
    co_await http::async_write(socket, response, asio::redirect_error(asio::use_awaitable, failed));
    if (failed || !keep_alive) co_return;
  }
}

asio::awaitable<void> accept_all(tcp::acceptor acceptor, Emulator& emulator) {
  for (;;) {
    error_code failed;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed) continue;  // the client went away before it was accepted
    asio::co_spawn(acceptor.get_executor(), converse(std::move(socket), emulator), asio::detached);
  }
}

tcp::acceptor listen(asio::io_context& context, const tcp::endpoint& endpoint) {
  tcp::acceptor acceptor(context, endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen();
  return acceptor;
}

}  // namespace

void serve(Emulator& emulator, const std::string& host, std::uint16_t port) {
  asio::io_context context(1);
  error_code failed;
  const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, failed);
  if (failed) throw std::runtime_error(host + " is not an IP address");
  tcp::acceptor acceptor = listen(context, {address, port});
  const std::uint16_t bound = acceptor.local_endpoint().port();
  if (address == asio::ip::address_v4::loopback()) {
    try {
      asio::co_spawn(context,
                     accept_all(listen(context, {asio::ip::address_v6::loopback(), bound}), emulator),
                     asio::detached);
    } catch (const boost::system::system_error& error) {
      std::cerr << "not listening on [::1]: " << error.what() << std::endl;  // a machine without IPv6
    }
  }
  asio::co_spawn(context, accept_all(std::move(acceptor), emulator), asio::detached);
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const error_code&, int) { context.stop(); });
  std::cout << "listening on http://" << host << ":" << bound << std::endl;
  context.run();
}

}  // namespace emulator
