#include "http/server.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <sstream>
#include <vector>

#include <netinet/tcp.h>

#include "http/beast_message.hpp"
#include "http/connections.hpp"

namespace http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kFirstAcceptPause{100};
constexpr milliseconds kLongestAcceptPause{1000};
constexpr seconds kEventHeartbeat{15};
/// Changes within this time are sent together.
constexpr milliseconds kBetweenEvents{300};
/// The limits for reading the rest of a refused request.
constexpr seconds kDiscardTime{5};
constexpr std::size_t kMostDiscarded = 64 * 1024 * 1024;

/// A larger send buffer would make a slow client look like one that does not read at all.
constexpr int kMostUnsent = 64 * 1024;
using UnsentLimit = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;

using Message = beast::http::response<beast::http::string_body>;
using Buffer = beast::basic_flat_buffer<WipingAllocator<char>>;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

/// What the site returned for a request.
struct Answer {
  Response response;
  std::unique_ptr<EventStream> stream;
};

asio::awaitable<Answer> call_site(Site& site, const Request& request) {
  Answer answer;
  answer.stream = site.answer(request, answer.response);
  co_return answer;
}

asio::awaitable<std::optional<std::string>> call_stream(EventStream& stream) {
  co_return stream.next();
}

void limit_time(beast::tcp_stream& stream, seconds limit) {
  if (limit.count() > 0) {
    stream.expires_after(limit);
  } else {
    stream.expires_never();
  }
}

}  // namespace

struct Server::State : std::enable_shared_from_this<Server::State> {
  State(asio::io_context& context, Site& what, ServerLog where, ServerOptions how)
      : io(context),
        site(what),
        log(std::move(where)),
        options(std::move(how)),
        connections(options.connection_limit) {
    if (options.workers > 0) workers.emplace(options.workers);
  }

  asio::io_context& io;
  Site& site;
  ServerLog log;
  const ServerOptions options;
  std::optional<asio::thread_pool> workers;
  std::vector<std::shared_ptr<tcp::acceptor>> acceptors;

  Connections connections;

  asio::awaitable<void> accept(std::shared_ptr<tcp::acceptor> acceptor, std::string address);
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<void> converse(Connection& connection);
  asio::awaitable<error_code> read(beast::tcp_stream& stream, Buffer& buffer, RequestParser& parser);
  asio::awaitable<bool> send(Connection& connection, Response response, bool head, bool keep_alive);
  asio::awaitable<void> discard_rest(beast::tcp_stream& stream);
  asio::awaitable<void> stream_events(Connection& connection, std::unique_ptr<EventStream> events);

  Message to_message(Response response, bool head, bool keep_alive) const;
};

asio::awaitable<void> Server::State::accept(std::shared_ptr<tcp::acceptor> acceptor, std::string address) {
  const auto self = shared_from_this();
  auto pause = kFirstAcceptPause;
  while (acceptor->is_open()) {
    // Without workers there is one thread, which needs no strand.
    const auto executor = workers ? asio::any_io_executor(asio::make_strand(io)) : io.get_executor();
    auto [error, socket] = co_await acceptor->async_accept(executor, kTuple);
    if (!acceptor->is_open()) co_return;
    if (error) {
      log(host_sdk::LogLine("http_accept_failed")
              .with("address", address)
              .with("retry_in", std::to_string(pause.count()) + "ms")
              .with("reason", error.message()));
      asio::steady_timer timer(io, pause);
      co_await timer.async_wait(kTuple);
      pause = std::min(pause * 2, kLongestAcceptPause);
      continue;
    }
    pause = kFirstAcceptPause;
    asio::co_spawn(executor, serve(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> Server::State::serve(tcp::socket socket) {
  const auto self = shared_from_this();
  error_code error;
  socket.set_option(tcp::no_delay(true), error);
  socket.set_option(UnsentLimit(kMostUnsent), error);
  const auto endpoint = socket.remote_endpoint(error);
  const std::string peer = error ? std::string{} : endpoint.address().to_string();
  const auto connection = std::make_shared<Connection>(std::move(socket), peer);
  const std::uint64_t id = connections.add(connection);
  if (id == 0) co_return;
  try {
    co_await converse(*connection);
  } catch (const std::exception& failure) {
    log(host_sdk::LogLine("http_request_failed").with("reason", failure.what()));
  }
  connections.remove(id);
}

/// Reads one request into `parser`.
asio::awaitable<error_code> Server::State::read(beast::tcp_stream& stream, Buffer& buffer,
                                                RequestParser& parser) {
  parser.header_limit(options.header_limit);
  parser.body_limit(options.body_limit);
  if (buffer.size() == 0 && options.idle_time.count() > 0) {
    stream.expires_after(options.idle_time);
    const auto [error, count] = co_await stream.async_read_some(buffer.prepare(4096), kTuple);
    if (error) co_return error;
    buffer.commit(count);
  }
  limit_time(stream, options.header_time);
  const auto [error, size] = co_await beast::http::async_read_header(stream, buffer, parser, kTuple);
  if (error || parser.is_done() || refused_body(parser.get())) co_return error;
  limit_time(stream, options.body_time);
  const auto [body_error, body_size] = co_await beast::http::async_read(stream, buffer, parser, kTuple);
  co_return body_error;
}

asio::awaitable<void> Server::State::converse(Connection& connection) {
  beast::tcp_stream& stream = connection.stream;
  Buffer buffer;
  for (bool open = true; open && !connection.closing;) {
    RequestParser parser;
    connections.set_idle(connection, true);
    const error_code error = co_await read(stream, buffer, parser);
    connections.set_idle(connection, false);
    connection.answering = true;
    auto response = error ? rejection(error) : refused_body(parser.get());
    if (error || response) {
      if (response) {
        co_await send(connection, std::move(*response), false, false);
        connection.answering = false;
        connections.set_idle(connection, true);
        if (!connection.closing) co_await discard_rest(stream);
      }
      break;
    }
    const bool keep_alive = options.keep_alive && parser.get().keep_alive();
    const Request request = to_request(parser.release(), connection.peer);
    // Frees the bytes of this request, and so wipes them.
    buffer.shrink_to_fit();
    stream.expires_never();
    Answer answer;
    if (workers) {
      answer = co_await asio::co_spawn(*workers, call_site(site, request), asio::use_awaitable);
    } else {
      answer.stream = site.answer(request, answer.response);
    }
    if (answer.stream) {
      connection.answering = false;
      if (!connection.closing) co_await stream_events(connection, std::move(answer.stream));
      break;
    }
    open = co_await send(connection, std::move(answer.response), request.method == "HEAD", keep_alive);
    connection.answering = false;
  }
  error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

Message Server::State::to_message(Response response, bool head, bool keep_alive) const {
  Message message{static_cast<beast::http::status>(response.status), 11};
  for (const auto& [name, value] : options.headers) message.insert(name, value);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.keep_alive(keep_alive);
  const std::size_t size = response.body.size();
  if (!head) message.body() = std::move(response.body);
  message.prepare_payload();
  if (head) message.content_length(size);
  return message;
}

/// Returns true if the connection stays open.
asio::awaitable<bool> Server::State::send(Connection& connection, Response response, bool head,
                                          bool keep_alive) {
  beast::tcp_stream& stream = connection.stream;
  if (response.delay.count() > 0) {
    asio::steady_timer timer(stream.get_executor(), response.delay);
    co_await timer.async_wait(kTuple);
  }
  error_code failed;
  if (response.ending == Ending::reset) {
    stream.socket().set_option(asio::socket_base::linger(true, 0), failed);
    stream.close();
    co_return false;
  }
  if (response.ending == Ending::hang) {
    char bytes[256];
    while (!failed) {
      const auto [error, size] = co_await stream.async_read_some(asio::buffer(bytes), kTuple);
      failed = error;
    }
    co_return false;
  }
  limit_time(stream, options.write_time);
  const bool truncated = response.ending == Ending::truncated;
  const Message message = to_message(std::move(response), head, keep_alive);
  if (truncated) {
    std::ostringstream text;
    text << message;
    const std::string whole = std::move(text).str();
    const std::size_t missing = message.body().size() - message.body().size() / 2;
    co_await asio::async_write(stream, asio::buffer(whole.data(), whole.size() - missing), kTuple);
    co_return false;
  }
  beast::http::response_serializer<beast::http::string_body> serializer(message);
  bool written = true;
  connection.sending = true;
  while (written && !serializer.is_done()) {
    // A slow client has no limit in total, as long as it keeps reading.
    limit_time(stream, options.write_time);
    connections.set_idle(connection, true);
    const auto [error, size] = co_await beast::http::async_write_some(stream, serializer, kTuple);
    written = !error;
  }
  connection.sending = false;
  connections.set_idle(connection, false);
  co_return written&& keep_alive;
}

/// Reads the rest of a refused request. Closing earlier would reset the connection, and the client would
/// never see the response (RFC 9112, section 9.6).
asio::awaitable<void> Server::State::discard_rest(beast::tcp_stream& stream) {
  error_code failed;
  stream.socket().shutdown(tcp::socket::shutdown_send, failed);
  stream.expires_after(kDiscardTime);
  std::vector<char> bytes(64 * 1024);
  for (std::size_t left = kMostDiscarded; !failed && left > 0;) {
    const auto [error, size] = co_await stream.async_read_some(asio::buffer(bytes), kTuple);
    failed = error;
    left -= std::min(left, size);
  }
}

asio::awaitable<void> Server::State::stream_events(Connection& connection,
                                                   std::unique_ptr<EventStream> events) {
  beast::tcp_stream& stream = connection.stream;
  const auto executor = co_await asio::this_coro::executor;
  // Shared with the listener, whose posted call may arrive after the stream has ended.
  const auto alarm = std::make_shared<Alarm>(executor);
  connection.alarm = alarm;
  events->listen([weak = std::weak_ptr<Alarm>(alarm), executor] {
    asio::post(executor, [weak] {
      if (const auto alive = weak.lock()) {
        alive->rang = true;
        alive->timer.cancel();
      }
    });
  });

  // Nothing is sent on the connection of a stream, so it becomes readable when the client leaves.
  stream.socket().async_wait(tcp::socket::wait_read, [weak = std::weak_ptr<Alarm>(alarm)](error_code) {
    if (const auto alive = weak.lock()) {
      alive->is_left = true;
      alive->timer.cancel();
    }
  });

  std::string text =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\n";
  for (const auto& [name, value] : options.headers) text += name + ": " + value + "\r\n";
  text += "Connection: close\r\n\r\n: welcome\n\n";
  auto last_sent = std::chrono::steady_clock::now();
  for (;;) {
    std::optional<std::string> news;
    if (workers) {
      news = co_await asio::co_spawn(*workers, call_stream(*events), asio::use_awaitable);
    } else {
      news = events->next();
    }
    if (!news) co_return;
    text += *news;
    const auto now = std::chrono::steady_clock::now();
    // If the client's machine is gone, only a write fails.
    if (text.empty() && now - last_sent >= kEventHeartbeat) text = ": heartbeat\n\n";
    if (!text.empty()) {
      limit_time(stream, options.write_time);
      const auto [error, size] = co_await asio::async_write(stream, asio::buffer(text), kTuple);
      if (error) co_return;
      stream.expires_never();
      text.clear();
      last_sent = now;
    }
    alarm->timer.expires_after(kBetweenEvents);
    while (!alarm->is_left && alarm->timer.expiry() > std::chrono::steady_clock::now())
      co_await alarm->timer.async_wait(kTuple);
    if (alarm->is_left || !stream.socket().is_open()) co_return;
    if (!alarm->rang) {
      alarm->timer.expires_after(events->patience());
      co_await alarm->timer.async_wait(kTuple);
    }
    alarm->rang = false;
    if (alarm->is_left || !stream.socket().is_open()) co_return;
  }
}

Server::Server(asio::io_context& io, Site& site, ServerLog log, ServerOptions options)
    : state_(std::make_shared<State>(io, site, std::move(log), std::move(options))) {}

Server::~Server() {
  stop();
}

std::uint16_t Server::start(const std::string& host, std::uint16_t port) {
  try {
    tcp::resolver resolver(state_->io);
    const tcp::endpoint endpoint =
        resolver
            .resolve(host == "localhost" ? "127.0.0.1" : host, std::to_string(port), tcp::resolver::passive)
            .begin()
            ->endpoint();
    const auto acceptor = std::make_shared<tcp::acceptor>(state_->io, endpoint);
    const std::uint16_t bound = acceptor->local_endpoint().port();
    state_->acceptors.push_back(acceptor);
    asio::co_spawn(state_->io, state_->accept(acceptor, host_and_port(host, bound)), asio::detached);
    return bound;
  } catch (const boost::system::system_error& error) {
    const std::string address = host_and_port(host, port);
    throw ListenError(error.code() == std::errc::address_in_use
                          ? address + " is already in use"
                          : "cannot listen at " + address + ": " + error.code().message());
  }
}

void Server::stop() {
  if (!state_->connections.stop()) return;
  asio::post(state_->io, [state = state_] {
    error_code ignored;
    for (const auto& acceptor : state->acceptors) acceptor->close(ignored);
  });
  state_->connections.close_all();
  if (state_->workers) state_->workers->join();
}

}  // namespace http
