#include "web/web_server.hpp"

#include "http/server.hpp"
#include "plugins/pages/page_calls.hpp"
#include "runtime.hpp"
#include "web/host/host_site.hpp"

namespace sample_host {
namespace {

/// Threads that no plugin can block.
constexpr std::size_t kOwnWorkers = 4;

http::ServerOptions server_options(const Config& config) {
  http::ServerOptions options;
  // Most of them sleep: a thread that waits costs some KiB.
  options.workers = PageCalls::most_at_once(config.plugins.size()) + kOwnWorkers;
  // With `no-referrer`, browsers send `Origin: null` with the host's own forms, which the check of the origin
  // refuses.
  options.headers = {{"X-Content-Type-Options", "nosniff"},
                     {"Referrer-Policy", "same-origin"},
                     {"Cross-Origin-Opener-Policy", "same-origin"}};
  // A year, as browsers' preload lists ask for. Not for other names of the domain, which may be others'
  // servers.
  if (config.public_url.starts_with("https://"))
    options.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return options;
}

}  // namespace

struct WebServer::Parts {
  Parts(boost::asio::io_context& io, HostRuntime& host)
      : runtime(host),
        site(host),
        server(
            io, site, [&host](const LogLine& line) { host.log().warning("", line); },
            server_options(host.config())) {}

  HostRuntime& runtime;
  web::HostSite site;
  http::Server server;
};

WebServer::WebServer(boost::asio::io_context& io, HostRuntime& runtime)
    : parts_(std::make_unique<Parts>(io, runtime)) {}

WebServer::~WebServer() {
  stop();
}

std::uint16_t WebServer::start() {
  const ListenAddress& listen = parts_->runtime.config().listen;
  const std::uint16_t port = parts_->server.start(listen.host, listen.port);
  parts_->site.set_port(port);
  return port;
}

WebLoad WebServer::load() const {
  return parts_->site.load();
}

void WebServer::stop() {
  parts_->server.stop();
}

}  // namespace sample_host
