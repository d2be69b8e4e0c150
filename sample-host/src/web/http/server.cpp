#include "web/http/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
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
#include <map>
#include <mutex>

#include "web/http/convert.hpp"

namespace sample_host::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kWorkers = 8;
constexpr std::uint32_t kHeaderLimit = 16 * 1024;
constexpr std::uint64_t kBodyLimit = 1024 * 1024;
constexpr seconds kHeaderTime{15};
constexpr seconds kBodyTime{30};
constexpr seconds kIdleTime{60};
constexpr seconds kWriteTime{30};
constexpr seconds kKeepAlive{15};
/// Changes that come faster are joined.
constexpr milliseconds kBetweenEvents{300};
/// A browser holds one connection a tab; beyond that, new ones are refused.
constexpr std::size_t kConnections = 1000;

using Parser = http::request_parser<http::string_body>;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

/// What a worker made of a request.
struct Answer {
  Response response;
  std::unique_ptr<EventStream> stream;
};

asio::awaitable<Answer> ask(Site& site, const Request& request) {
  Answer answer;
  answer.stream = site.answer(request, answer.response);
  co_return answer;
}

asio::awaitable<std::optional<std::string>> ask_stream(EventStream& stream) {
  co_return stream.next();
}

}  // namespace

struct HttpServer::State : std::enable_shared_from_this<HttpServer::State> {
  State(asio::io_context& context, Site& what, ServerLog where)
      : io(context), site(what), log(std::move(where)), acceptor(context), workers(kWorkers) {}

  asio::io_context& io;
  Site& site;
  ServerLog log;
  tcp::acceptor acceptor;
  asio::thread_pool workers;

  std::mutex mutex;
  bool stopping = false;
  std::uint64_t last_connection = 0;
  std::map<std::uint64_t, std::function<void()>> closers;

  asio::awaitable<void> accept();
  asio::awaitable<void> serve(tcp::socket socket);
  asio::awaitable<void> converse(std::shared_ptr<beast::tcp_stream> stream, const std::string& peer);
  asio::awaitable<bool> read(beast::tcp_stream& stream, beast::flat_buffer& buffer, Parser& parser,
                             Response& refusal);
  asio::awaitable<void> stream_events(beast::tcp_stream& stream, std::unique_ptr<EventStream> events);

  /// 0 when there are too many connections, or the server stops.
  std::uint64_t enlist(std::function<void()> closer) {
    const std::lock_guard lock(mutex);
    if (stopping || closers.size() >= kConnections) return 0;
    closers.emplace(++last_connection, std::move(closer));
    return last_connection;
  }
  void leave(std::uint64_t connection) {
    const std::lock_guard lock(mutex);
    closers.erase(connection);
  }
};

asio::awaitable<void> HttpServer::State::accept() {
  const auto self = shared_from_this();
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(asio::make_strand(io), kTuple);
    if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
    if (error) {
      // Most likely no file descriptors are left; some will be in a moment.
      log("a connection could not be accepted: " + error.message());
      asio::steady_timer pause(io, milliseconds{100});
      co_await pause.async_wait(kTuple);
      continue;
    }
    auto executor = socket.get_executor();
    asio::co_spawn(executor, serve(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> HttpServer::State::serve(tcp::socket socket) {
  const auto self = shared_from_this();
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  const std::string peer = error ? std::string{} : endpoint.address().to_string();
  const auto stream = std::make_shared<beast::tcp_stream>(std::move(socket));
  const std::weak_ptr<beast::tcp_stream> weak = stream;
  const auto executor = stream->get_executor();
  const std::uint64_t connection = enlist([weak, executor] {
    asio::post(executor, [weak] {
      if (const auto open = weak.lock()) open->close();
    });
  });
  if (connection == 0) co_return;
  try {
    co_await converse(stream, peer);
  } catch (const std::exception& failure) {
    log(std::string("a request failed: ") + failure.what());
  }
  leave(connection);
}

/// Reads one request. False when the connection is at its end; `refusal` may hold a last word.
asio::awaitable<bool> HttpServer::State::read(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                              Parser& parser, Response& refusal) {
  parser.header_limit(kHeaderLimit);
  parser.body_limit(kBodyLimit);
  if (buffer.size() == 0) {
    // Between two requests a browser may be idle for longer than within one.
    stream.expires_after(kIdleTime);
    const auto [idle_error, count] = co_await stream.async_read_some(buffer.prepare(4096), kTuple);
    if (idle_error) co_return false;
    buffer.commit(count);
  }
  stream.expires_after(kHeaderTime);
  auto [header_error, header_size] = co_await http::async_read_header(stream, buffer, parser, kTuple);
  if (!header_error) {
    stream.expires_after(kBodyTime);
    auto [body_error, body_size] = co_await http::async_read(stream, buffer, parser, kTuple);
    header_error = body_error;
  }
  if (!header_error) co_return true;
  if (header_error == http::error::body_limit)
    refusal = plain_response(413, "The request is too large.\n");
  else if (header_error == http::error::header_limit)
    refusal = plain_response(431, "The headers are too large.\n");
  else if (header_error.category() == beast::http::make_error_code(http::error::bad_target).category() &&
           header_error != http::error::end_of_stream && header_error != http::error::partial_message)
    refusal = plain_response(400, "The request is not HTTP.\n");
  else
    refusal.status = 0;
  co_return false;
}

asio::awaitable<void> HttpServer::State::converse(std::shared_ptr<beast::tcp_stream> stream,
                                                  const std::string& peer) {
  beast::flat_buffer buffer;
  for (bool open = true; open;) {
    Parser parser;
    Answer answer;
    answer.response.status = 0;
    bool head = false;
    bool keep = false;
    if (co_await read(*stream, buffer, parser, answer.response)) {
      const auto message = parser.release();
      const Request request = to_request(message, peer);
      head = request.method == "HEAD";
      keep = message.keep_alive();
      stream->expires_never();
      answer = co_await asio::co_spawn(workers, ask(site, request), asio::use_awaitable);
    }
    if (answer.response.status == 0 && !answer.stream) break;
    if (answer.stream) {
      co_await stream_events(*stream, std::move(answer.stream));
      break;
    }
    stream->expires_after(kWriteTime);
    auto message = to_message(std::move(answer.response), head, keep);
    const auto [error, size] = co_await http::async_write(*stream, message, kTuple);
    open = !error && keep;
  }
  boost::system::error_code ignored;
  stream->socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> HttpServer::State::stream_events(beast::tcp_stream& stream,
                                                       std::unique_ptr<EventStream> events) {
  const auto executor = co_await asio::this_coro::executor;
  // Shared with the listener, which may still be on its way when the stream has ended.
  struct Bell {
    explicit Bell(const asio::any_io_executor& where) : timer(where) {}
    asio::steady_timer timer;
    bool rung = false;
  };
  const auto bell = std::make_shared<Bell>(executor);
  events->listen([weak = std::weak_ptr<Bell>(bell), executor] {
    asio::post(executor, [weak] {
      if (const auto alive = weak.lock()) {
        alive->rung = true;
        alive->timer.cancel();
      }
    });
  });

  std::string text =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n: welcome\n\n";
  auto last_sent = std::chrono::steady_clock::now();
  for (;;) {
    auto news = co_await asio::co_spawn(workers, ask_stream(*events), asio::use_awaitable);
    if (!news) co_return;
    text += *news;
    const auto now = std::chrono::steady_clock::now();
    // A write is also how a browser that has left is noticed.
    if (text.empty() && now - last_sent >= kKeepAlive) text = ": still here\n\n";
    if (!text.empty()) {
      stream.expires_after(kWriteTime);
      const auto [error, size] = co_await asio::async_write(stream, asio::buffer(text), kTuple);
      if (error) co_return;
      stream.expires_never();
      text.clear();
      last_sent = now;
    }
    bell->timer.expires_after(kBetweenEvents);
    while (bell->timer.expiry() > std::chrono::steady_clock::now()) co_await bell->timer.async_wait(kTuple);
    if (!stream.socket().is_open()) co_return;
    if (!bell->rung) {
      bell->timer.expires_after(events->patience());
      co_await bell->timer.async_wait(kTuple);
    }
    bell->rung = false;
    if (!stream.socket().is_open()) co_return;
  }
}

HttpServer::HttpServer(asio::io_context& io, Site& site, ServerLog log)
    : state_(std::make_shared<State>(io, site, std::move(log))) {}

HttpServer::~HttpServer() {
  stop();
}

std::uint16_t HttpServer::start(const std::string& host, std::uint16_t port) {
  const tcp::endpoint endpoint(asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host), port);
  auto& acceptor = state_->acceptor;
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen();
  const std::uint16_t bound = acceptor.local_endpoint().port();
  asio::co_spawn(state_->io, state_->accept(), asio::detached);
  return bound;
}

void HttpServer::stop() {
  std::map<std::uint64_t, std::function<void()>> closers;
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping) return;
    state_->stopping = true;
    closers = state_->closers;
  }
  asio::post(state_->io, [state = state_] {
    boost::system::error_code ignored;
    state->acceptor.close(ignored);
  });
  for (const auto& [connection, close] : closers) close();
  state_->workers.join();
}

}  // namespace sample_host::web
