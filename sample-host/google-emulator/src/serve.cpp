#include "serve.hpp"

#include <csignal>
#include <iostream>
#include <limits>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "common/gzip.hpp"
#include "emulator.hpp"
#include "http/server.hpp"

namespace emulator {
namespace {

using host_sdk::LogLine;

void log_line(const LogLine& line) {
  std::cerr << line.text() << std::endl;
}

http::ServerOptions server_options() {
  http::ServerOptions options;
  options.header_limit = 256 * 1024;
  options.body_limit = 256 * 1024 * 1024;  // a test may upload a whole directory in one request
  options.connection_limit = std::numeric_limits<std::size_t>::max();
  options.idle_time = options.header_time = options.body_time = options.write_time = std::chrono::seconds{0};
  options.workers = 0;  // the emulator is not thread-safe
  options.headers = {{"Server", "google-emulator"}};
  return options;
}

class EmulatorSite : public http::Site {
 public:
  explicit EmulatorSite(Emulator& emulator) : emulator_(emulator) {}

  std::unique_ptr<http::EventStream> answer(const http::Request& message, http::Response& response) override {
    Request request;
    request.method = message.method;
    request.path = message.target.substr(0, message.target.find('?'));
    request.query = message.query.items();
    request.headers = message.headers;
    request.body = message.body;
    fill(response, answer_or_report(request), request);
    return nullptr;
  }

 private:
  /// An error in the emulator itself must not look like an answer of Google, nor end other connections.
  Answer answer_or_report(const Request& request) {
    try {
      return emulator_.handle(request);
    } catch (const std::exception& error) {
      log_line(LogLine("request_failed")
                   .with("method", request.method)
                   .with("path", request.path)
                   .with("reason", error.what()));
      Answer answer;
      answer.status = 500;
      answer.content_type = "text/plain; charset=utf-8";
      answer.body = std::string("The emulator failed: ") + error.what();
      return answer;
    }
  }

  static void fill(http::Response& response, Answer answer, const Request& request) {
    response.status = answer.status;
    response.delay = answer.delay;
    response.ending = answer.ending;
    response.headers = std::move(answer.headers);
    response.header("Content-Type", answer.content_type);
    // Google compresses only if both Accept-Encoding and User-Agent contain gzip.
    const bool gzip = request.header("accept-encoding").find("gzip") != std::string::npos &&
                      request.header("user-agent").find("gzip") != std::string::npos &&
                      answer.body.size() > 200;
    if (gzip) response.header("Content-Encoding", "gzip");
    response.body = gzip ? gzip_compress(answer.body) : std::move(answer.body);
  }

  Emulator& emulator_;
};

}  // namespace

void serve(Emulator& emulator, const std::string& host, std::uint16_t port) {
  boost::asio::io_context context(1);
  EmulatorSite site(emulator);
  http::Server server(context, site, log_line, server_options());
  const std::uint16_t bound = server.start(host, port);
  if (host == "localhost" || host == "127.0.0.1") {
    try {
      server.start("::1", bound);
    } catch (const http::ListenError& error) {
      // This machine may have no IPv6.
      log_line(LogLine("http_listen_failed").with("reason", error.what()));
    }
  }
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code&, int) { context.stop(); });
  std::cout << "listening on http://" << host << ":" << bound << std::endl;
  context.run();
}

}  // namespace emulator
