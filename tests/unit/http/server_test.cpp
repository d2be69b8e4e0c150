#include "http/server.hpp"

#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "socket_client.hpp"

namespace {

using http::Request;
using http::Response;
using http::ServerOptions;
using test_support::DescriptorLimit;
using test_support::SocketClient;
using Clock = std::chrono::steady_clock;

/// More than the buffers of a connection hold.
constexpr std::size_t kLongBody = 16'000'000;

/// Sends one event, then waits for a wake-up and sends another.
class TwoEvents : public http::EventStream {
 public:
  explicit TwoEvents(std::promise<void>& end) : end_(end) {}
  ~TwoEvents() override { end_.set_value(); }
  void listen(std::function<void()> wake) override { wake(); }
  std::optional<std::string> next() override { return "data: " + std::to_string(++sent_) + "\n\n"; }
  std::chrono::milliseconds patience() const override { return std::chrono::minutes{1}; }

 private:
  std::promise<void>& end_;
  int sent_ = 0;
};

/// Describes the request in the response.
class EchoSite : public http::Site {
 public:
  std::unique_ptr<http::EventStream> answer(const Request& request, Response& response) override {
    if (request.path == "/throw") throw std::runtime_error("the site failed");
    if (request.path == "/events") return std::make_unique<TwoEvents>(end_of_stream);
    if (request.path == "/wait") {
      std::unique_lock lock(mutex);
      waiting = true;
      changed.notify_all();
      changed.wait(lock, [&] { return released; });
    }
    if (request.path == "/reset") response.ending = http::Ending::reset;
    if (request.path == "/truncated") response.ending = http::Ending::truncated;
    if (request.path == "/long") {
      response.body = std::string(kLongBody, 'x');
      return nullptr;
    }
    if (request.path == "/late") response.delay = std::chrono::milliseconds{20};
    response.header("Content-Type", "text/plain");
    response.body = request.method + " " + request.target + " path=" + request.path +
                    " q=" + request.query.first("q") + " x=" + request.header("x-test") +
                    " body=" + request.body + " peer=" + request.peer + ".";
    return nullptr;
  }

  std::mutex mutex;
  std::condition_variable changed;
  bool waiting = false;
  bool released = false;
  /// For one stream.
  std::promise<void> end_of_stream;
};

/// A server on its own thread. The parameter is the number of workers.
class Serving : public testing::TestWithParam<std::size_t> {
 protected:
  std::uint16_t start(ServerOptions options = {}) {
    options.workers = GetParam();
    options.headers = {{"X-Always", "yes"}};
    server.emplace(
        io, site,
        [this](const host_sdk::LogLine& line) {
          const std::lock_guard lock(mutex);
          lines.push_back(line.text());
          logged.notify_all();
        },
        options);
    const std::uint16_t port = server->start("127.0.0.1", 0);
    thread = std::thread([this] { io.run(); });
    return port;
  }
  void TearDown() override {
    if (server) server->stop();
    if (thread.joinable()) thread.join();
  }
  /// Waits for `count` log lines and returns them.
  std::vector<std::string> wait_for_lines(std::size_t count) {
    std::unique_lock lock(mutex);
    EXPECT_TRUE(logged.wait_for(lock, std::chrono::seconds{20}, [&] { return lines.size() >= count; }));
    return lines;
  }

  EchoSite site;
  boost::asio::io_context io{1};
  std::optional<http::Server> server;
  std::thread thread;
  std::mutex mutex;
  std::condition_variable logged;
  std::vector<std::string> lines;
};

const std::string kClose = "Connection: close\r\n\r\n";

TEST_P(Serving, PassesTheWholeRequestToTheSite) {
  SocketClient client(start());
  client.send("POST /a%2Fb?q=1+2 HTTP/1.1\r\nHost: h\r\nX-Test: one\r\nX-Test: two\r\nContent-Length: 4\r\n" +
              kClose + "text");
  const std::string response = client.receive_all();
  EXPECT_TRUE(response.starts_with("HTTP/1.1 200 OK\r\n")) << response;
  EXPECT_NE(response.find("X-Always: yes\r\n"), std::string::npos) << response;
  EXPECT_NE(response.find("POST /a%2Fb?q=1+2 path=/a/b q=1 2 x=one, two body=text peer=127.0.0.1."),
            std::string::npos)
      << response;
}

TEST_P(Serving, KeepsAConnectionOpenForFurtherRequests) {
  SocketClient client(start());
  // The second request arrives with the first one.
  client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_NE(client.receive_until("peer=127.0.0.1.").find("GET /1"), std::string::npos);
  EXPECT_NE(client.receive_until("peer=127.0.0.1.").find("GET /2"), std::string::npos);
  client.send("GET /3 HTTP/1.1\r\nHost: h\r\n" + kClose);
  EXPECT_NE(client.receive_all().find("GET /3"), std::string::npos);
}

TEST_P(Serving, ClosesAfterOneRequestWithoutKeepAlive) {
  ServerOptions options;
  options.keep_alive = false;
  SocketClient client(start(options));
  EXPECT_NE(client.get("/1").find("Connection: close\r\n"), std::string::npos);
}

TEST_P(Serving, SendsTheLengthButNoBodyForHead) {
  SocketClient client(start());
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\n" + kClose);
  const std::string response = client.receive_all();
  EXPECT_TRUE(response.ends_with("\r\n\r\n")) << response;
  EXPECT_NE(response.find("Content-Length: 41\r\n"), std::string::npos) << response;
}

TEST_P(Serving, RejectsRequestsBeyondTheLimits) {
  ServerOptions options;
  options.header_limit = 1000;
  options.body_limit = 10;
  const std::uint16_t port = start(options);
  const std::string start_line = "POST / HTTP/1.1\r\nHost: h\r\n";
  SocketClient large_body(port);
  large_body.send(start_line + "Content-Length: 11\r\n\r\n");
  EXPECT_TRUE(large_body.receive_all().starts_with("HTTP/1.1 413 "));
  SocketClient large_headers(port);
  large_headers.send(start_line + "X-Test: " + std::string(1000, 'x') + "\r\n\r\n");
  EXPECT_TRUE(large_headers.receive_until("\r\n\r\n").starts_with("HTTP/1.1 431 "));
  SocketClient not_http(port);
  not_http.send("hello\r\n\r\n");
  EXPECT_TRUE(not_http.receive_all().starts_with("HTTP/1.1 400 "));
}

TEST_P(Serving, AnswersAClientThatSendsAllOfTooLargeABody) {
  ServerOptions options;
  options.body_limit = 10;
  const std::uint16_t port = start(options);
  // More than fits into the buffers of both sockets.
  const std::string body(8 * 1024 * 1024, 'x');
  SocketClient client(port);
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
              body);
  EXPECT_TRUE(client.receive_all().starts_with("HTTP/1.1 413 "));
}

TEST_P(Serving, ClosesConnectionsBeyondTheLimitIfNoneIsIdle) {
  ServerOptions options;
  options.connection_limit = 1;
  const std::uint16_t port = start(options);
  SocketClient first(port);
  first.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
  first.receive_until("data: 1\n\n");
  EXPECT_EQ(SocketClient(port).receive_all(), "");
  EXPECT_EQ(first.receive_until("data: 2\n\n"), "data: 2\n\n");
}

TEST_P(Serving, ReplacesAnIdleConnectionWithANewOne) {
  ServerOptions options;
  options.connection_limit = 3;
  const std::uint16_t port = start(options);
  std::vector<std::unique_ptr<SocketClient>> idle;
  for (int i = 0; i < 3; ++i) {
    idle.push_back(std::make_unique<SocketClient>(port));
    idle.back()->send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    idle.back()->receive_until("peer=127.0.0.1.");
  }
  SocketClient newcomer(port);
  newcomer.send("GET /new HTTP/1.1\r\nHost: h\r\n" + kClose);
  EXPECT_NE(newcomer.receive_all().find("GET /new"), std::string::npos);
  EXPECT_EQ(idle.front()->receive_all(), "") << "idle for the longest time";
  idle.back()->send("GET /2 HTTP/1.1\r\nHost: h\r\n" + kClose);
  EXPECT_NE(idle.back()->receive_all().find("GET /2"), std::string::npos);
}

TEST_P(Serving, ReplacesAConnectionThatKeepsTheServerWaiting) {
  ServerOptions options;
  options.connection_limit = 1;
  options.keep_alive = false;
  options.idle_time = options.header_time = options.body_time = options.write_time = std::chrono::minutes{2};
  const std::uint16_t port = start(options);
  const std::string line = "POST / HTTP/1.1\r\nHost: h\r\n";
  for (const std::string& sent : {std::string("P"), line, line + "Content-Length: 9\r\n\r\nbo",
                                  line + "Transfer-Encoding: chunked\r\n\r\n9\r\nbo",
                                  std::string("GET /long HTTP/1.1\r\nHost: h\r\n\r\n")}) {
    SocketClient slow(port, 4096);  // a buffer that is full before the long response is sent
    slow.send(sent);
    if (sent.starts_with("GET")) slow.receive_some(1);
    std::string received;
    // A connection that the server has only just accepted does not wait yet.
    for (int i = 0; i < 100 && received.empty(); ++i) received = SocketClient(port).get("/new");
    EXPECT_NE(received.find("GET /new"), std::string::npos) << sent;
    EXPECT_LT(slow.receive_all().size(), kLongBody);
  }
}

TEST_P(Serving, RefusesBodiesWithAnotherLengthOrCoding) {
  const std::uint16_t port = start();
  const auto status_of = [port](const std::string& headers) {
    SocketClient client(port);
    client.send("POST / HTTP/1.1\r\nHost: h\r\n" + headers + kClose + "4\r\ntext\r\n0\r\n\r\n");
    return client.receive_all().substr(0, 12);
  };
  EXPECT_EQ(status_of("Transfer-Encoding: chunked\r\n"), "HTTP/1.1 200");
  EXPECT_EQ(status_of("Transfer-Encoding: gzip, chunked\r\n"), "HTTP/1.1 501");
  EXPECT_EQ(status_of("Transfer-Encoding: identity\r\n"), "HTTP/1.1 501");
  EXPECT_EQ(status_of("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(status_of("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n"), "HTTP/1.1 400");
}

TEST_P(Serving, CompletesALongResponseForAClientThatReadsSlowly) {
  ServerOptions options;
  options.write_time = std::chrono::seconds{1};
  SocketClient client(start(options), 4096);
  client.send("GET /long HTTP/1.1\r\nHost: h\r\n" + kClose);
  // A kilobyte in 4 ms, for longer than the time for a part.
  const auto before = Clock::now();
  std::size_t size = 0;
  while (Clock::now() - before < std::chrono::milliseconds{2500}) {
    size += client.receive_some(1024).size();
    std::this_thread::sleep_until(before + std::chrono::milliseconds{4} * (size / 1024));
  }
  size += client.receive_all().size();
  EXPECT_GT(size, kLongBody);
}

TEST_P(Serving, ClosesConnectionsThatSendNothing) {
  ServerOptions options;
  options.idle_time = std::chrono::seconds{1};
  SocketClient client(start(options));
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_EQ(client.last_error(), 0);
}

TEST_P(Serving, ClosesConnectionsWhoseHeadersDoNotEnd) {
  ServerOptions options;
  options.header_time = std::chrono::seconds{1};
  SocketClient client(start(options));
  client.send("GET / HTTP/1.1\r\n");
  EXPECT_EQ(client.receive_all(), "");
}

TEST_P(Serving, CutsDelaysAndResetsResponses) {
  const std::uint16_t port = start();
  SocketClient truncated(port);
  const std::string half = truncated.get("/truncated");
  EXPECT_NE(half.find("Content-Length: 58\r\n"), std::string::npos) << half;
  EXPECT_TRUE(half.ends_with("\r\n\r\nGET /truncated path=/truncate")) << half;
  SocketClient reset(port);
  EXPECT_EQ(reset.get("/reset"), "");
  EXPECT_EQ(reset.last_error(), ECONNRESET);
  const auto before = Clock::now();
  SocketClient late(port);
  late.send("GET /late HTTP/1.1\r\nHost: h\r\n" + kClose);
  EXPECT_NE(late.receive_all().find("GET /late"), std::string::npos);
  EXPECT_GE(Clock::now() - before, std::chrono::milliseconds{20});
}

TEST_P(Serving, StreamsEventsUntilTheServerStops) {
  SocketClient client(start());
  client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string first = client.receive_until("data: 1\n\n");
  EXPECT_NE(first.find("Content-Type: text/event-stream"), std::string::npos) << first;
  EXPECT_NE(first.find("X-Always: yes\r\n"), std::string::npos) << first;
  EXPECT_EQ(client.receive_until("data: 2\n\n"), "data: 2\n\n");
  server->stop();
  EXPECT_EQ(client.receive_all(), "");
}

TEST_P(Serving, EndsAStreamWhenTheClientLeaves) {
  auto ended = site.end_of_stream.get_future();
  {
    SocketClient client(start());
    client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n");
    client.receive_until("data: 2\n\n");
  }
  // Sooner than the next event, or a heartbeat.
  EXPECT_EQ(ended.wait_for(std::chrono::seconds{10}), std::future_status::ready);
}

TEST_P(Serving, KeepsServingAfterTheSiteFailed) {
  const std::uint16_t port = start();
  EXPECT_EQ(SocketClient(port).get("/throw"), "");
  EXPECT_EQ(wait_for_lines(1).at(0), "http_request_failed reason=\"the site failed\"");
  SocketClient next(port);
  next.send("GET /next HTTP/1.1\r\nHost: h\r\n" + kClose);
  EXPECT_NE(next.receive_all().find("GET /next"), std::string::npos);
}

/// With workers, so that a response can run while the server stops.
class ServingWithWorkers : public Serving {};

TEST_P(ServingWithWorkers, CompletesRunningResponsesWhenItStops) {
  const std::uint16_t port = start();
  SocketClient idle(port);
  SocketClient client(port);
  client.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
  {
    std::unique_lock lock(site.mutex);
    site.changed.wait(lock, [&] { return site.waiting; });
  }
  std::thread stopping([&] { server->stop(); });
  EXPECT_EQ(idle.receive_all(), "");
  {
    const std::lock_guard lock(site.mutex);
    site.released = true;
  }
  site.changed.notify_all();
  EXPECT_NE(client.receive_all().find("GET /wait"), std::string::npos);
  stopping.join();
}

TEST_P(Serving, PausesAndAcceptsAgainAfterFileDescriptorsRanOut) {
  const std::uint16_t port = start();
  std::optional<SocketClient> client;
  {
    const DescriptorLimit limit;
    client.emplace(port);
    wait_for_lines(1);
    const auto first = Clock::now();
    const auto failures = wait_for_lines(3);
    // 100 ms after the first error and 200 ms after the second. A busy loop would need no time.
    EXPECT_GE(Clock::now() - first, std::chrono::milliseconds{200});
    EXPECT_EQ(failures.at(0), "http_accept_failed address=127.0.0.1:" + std::to_string(port) +
                                  " retry_in=100ms reason=\"Too many open files\"");
  }
  client->send("GET /again HTTP/1.1\r\nHost: h\r\n" + kClose);
  EXPECT_NE(client->receive_all().find("GET /again"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Two, ServingWithWorkers, testing::Values(2));

INSTANTIATE_TEST_SUITE_P(Workers, Serving, testing::Values(0, 2),
                         [](const auto& workers) { return workers.param == 0 ? "None" : "Two"; });

TEST(Listening, NamesTheAddressThatIsTaken) {
  EchoSite site;
  boost::asio::io_context io;
  http::Server server(io, site, [](const host_sdk::LogLine&) {});
  const std::uint16_t port = server.start("127.0.0.1", 0);
  try {
    server.start("127.0.0.1", port);
    FAIL() << "the address is taken";
  } catch (const http::ListenError& error) {
    EXPECT_EQ(std::string(error.what()), "127.0.0.1:" + std::to_string(port) + " is already in use");
  }
}

TEST(Listening, NamesAnAddressThatDoesNotExist) {
  EchoSite site;
  boost::asio::io_context io;
  http::Server server(io, site, [](const host_sdk::LogLine&) {});
  try {
    server.start("192.0.2.1", 80);
    FAIL() << "the address is not of this machine";
  } catch (const http::ListenError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("cannot listen at 192.0.2.1:80: ")) << error.what();
  }
}

}  // namespace
