#include "web/web_server.hpp"

#include "runtime.hpp"
#include "web/host/host_site.hpp"
#include "web/http/server.hpp"

namespace sample_host {

struct WebServer::Parts {
  Parts(boost::asio::io_context& io, HostRuntime& host)
      : runtime(host),
        site(host),
        server(io, site, [&host](const std::string& message) { host.log().warning("", "web: " + message); }) {
  }

  HostRuntime& runtime;
  web::HostSite site;
  web::HttpServer server;
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

void WebServer::stop() {
  parts_->server.stop();
}

}  // namespace sample_host
