#include "metrics/metrics_server.hpp"

#include "http/server.hpp"
#include "metrics/metrics_reader.hpp"
#include "runtime.hpp"

namespace sample_host {
namespace {

/// Prometheus asks one request at a time; a few people may look as well.
http::ServerOptions server_options() {
  http::ServerOptions options;
  options.workers = 2;
  options.connection_limit = 50;
  options.body_limit = 1024;
  options.headers = {{"X-Content-Type-Options", "nosniff"}};
  return options;
}

class MetricsSite final : public http::Site {
 public:
  explicit MetricsSite(MetricsReader& reader) : reader_(reader) {}
  [[nodiscard]] std::unique_ptr<http::EventStream> answer(const http::Request& request,
                                                          http::Response& response) override {
    if (request.method != "GET" || request.path != "/metrics") {
      response = http::plain_response(404, "Only GET /metrics is served here.\n");
      return nullptr;
    }
    response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .header("Cache-Control", "no-store");
    response.body = reader_.text();
    return nullptr;
  }

 private:
  MetricsReader& reader_;
};

}  // namespace

struct MetricsServer::Parts {
  Parts(boost::asio::io_context& io, HostRuntime& host, std::function<WebLoad()> web)
      : reader(host, std::move(web)),
        site(reader),
        server(
            io, site, [&host](const LogLine& line) { host.log().warning("", line); }, server_options()) {}

  MetricsReader reader;
  MetricsSite site;
  http::Server server;
};

MetricsServer::MetricsServer(boost::asio::io_context& io, HostRuntime& host, std::function<WebLoad()> web)
    : parts_(std::make_unique<Parts>(io, host, std::move(web))) {}

MetricsServer::~MetricsServer() {
  stop();
}

std::uint16_t MetricsServer::start(const std::string& address, std::uint16_t port) {
  return parts_->server.start(address, port);
}

void MetricsServer::stop() {
  // Answers wait for the reader.
  parts_->reader.stop();
  parts_->server.stop();
}

}  // namespace sample_host
