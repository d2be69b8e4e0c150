// Serves the metrics at an address of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "metrics/host_metrics.hpp"

namespace boost::asio {
class io_context;
}

namespace sample_host {

/// Answers `GET /metrics` without sign-in, and nothing else. Used by `serve` if host.yaml has `metrics:`.
class MetricsServer {
 public:
  /// All arguments must outlive the server. `web` must be quick and not throw.
  MetricsServer(boost::asio::io_context& io, HostRuntime& host, std::function<WebLoad()> web);
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  /// Starts listening and returns the bound port. Throws http::ListenError.
  std::uint16_t start(const std::string& address, std::uint16_t port);

  /// Ends all answers. Call it before the plugins stop. May be called twice.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
