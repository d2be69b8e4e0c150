// The web server of a running host.
#pragma once

#include <cstdint>
#include <memory>

#include "metrics/host_metrics.hpp"

namespace boost::asio {
class io_context;
}

namespace sample_host {

class HostRuntime;

/// Serves the host's pages at the address in host.yaml. Network I/O runs on the threads of `io`; requests are
/// handled on separate threads, so that a slow plugin or database does not block `io`.
class WebServer {
 public:
  /// Both arguments must outlive the server. Throws std::runtime_error if the web files are missing.
  WebServer(boost::asio::io_context& io, HostRuntime& runtime);
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  /// Starts listening and returns the bound port (0 in host.yaml lets the system choose). Throws
  /// http::ListenError.
  std::uint16_t start();

  /// What the server is doing now.
  [[nodiscard]] WebLoad load() const;

  /// Closes all connections and waits for running requests. Call it before the runtime stops its plugins. May
  /// be called twice.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
