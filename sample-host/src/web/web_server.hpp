// The web side of a running host.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>

namespace sample_host {

class HostRuntime;

/// Serves the host's pages at the address of host.yaml. Requests are carried on the threads that run `io` and
/// answered on threads of its own, so that neither a slow plugin nor a database holds up `io`.
class WebServer {
 public:
  /// Both must outlive the server. Throws std::runtime_error when the web files are missing.
  WebServer(boost::asio::io_context& io, HostRuntime& runtime);
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  /// Binds, begins to serve, and returns the port (host.yaml may leave it open with 0). Throws
  /// boost::system::system_error.
  std::uint16_t start();

  /// Closes all connections and waits for the requests that are being answered. Call it before the runtime's
  /// plugins stop. May be called twice.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
