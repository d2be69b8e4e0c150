// Routing and access checks for all requests.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "http/site.hpp"
#include "metrics/host_metrics.hpp"
#include "web/host/assets.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

/// Checks host, origin, session and CSRF token before it calls a route, and turns exceptions into error
/// pages.
class HostSite final : public http::Site {
 public:
  explicit HostSite(HostRuntime& runtime);

  /// Sets the bound port, which the check of the Host header needs.
  void set_port(std::uint16_t port) { port_ = port; }

  /// What the site is doing now.
  [[nodiscard]] WebLoad load() const { return {in_progress_, services_.streams.total()}; }

  [[nodiscard]] std::unique_ptr<EventStream> answer(const Request& request, Response& response) override;

 private:
  [[nodiscard]] bool is_our_host(const std::string& host) const;
  [[nodiscard]] bool is_our_origin(const Request& request) const;
  [[nodiscard]] std::unique_ptr<EventStream> dispatch(const Request& request, Response& response);
  [[nodiscard]] Response get(const Visit& visit, const Request& request,
                             const std::vector<std::string>& pieces);
  [[nodiscard]] Response post(const Visit& visit, const Request& request,
                              const std::vector<std::string>& pieces);

  Services services_;
  Assets assets_;
  std::uint16_t port_ = 0;
  std::atomic<std::size_t> in_progress_{0};
};

}  // namespace sample_host::web
