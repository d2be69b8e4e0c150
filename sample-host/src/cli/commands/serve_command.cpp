#include "cli/commands/serve_command.hpp"

#include <boost/asio/io_context.hpp>
#include <iostream>
#include <optional>
#include <thread>

#include "cli/callback/callback_target.hpp"
#include "cli/interrupt.hpp"
#include "metrics/metrics_server.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "runtime.hpp"
#include "web/web_server.hpp"

namespace sample_host {
namespace {

/// A plugin stops within 10 seconds and acknowledges a cancel within 5; twice that, at most.
constexpr std::chrono::seconds kShutdownLimit{20};

/// The public address of host.yaml, else the one that was bound.
std::string bound_address(const Config& config, std::uint16_t port) {
  return config.public_url.empty() ? address_of(config.listen.host, port) : config.public_url;
}

}  // namespace

ExitCode serve_command(Config config) {
  // First, so that a Ctrl-C during the start shuts down in order as well.
  watch_interrupts();

  const auto level = config.log_level;
  HostRuntime runtime(std::move(config), level);
  boost::asio::io_context web_io;
  WebServer web(web_io, runtime);
  // Bound before the plugins start, because they may ask for their callback address.
  const auto port = web.start();
  std::optional<MetricsServer> metrics;
  if (const auto& listen = runtime.config().metrics) {
    metrics.emplace(web_io, runtime, [&web] { return web.load(); });
    const auto metrics_port = metrics->start(listen->host, listen->port);
    std::cout << "Metrics at " << address_of(listen->host, metrics_port) << "/metrics" << std::endl;
  }
  runtime.set_public_url(bound_address(runtime.config(), port));
  runtime.start_plugins();
  for (const auto& refusal : runtime.plugins().catalog.refusals())
    runtime.log().write(
        refusal.waiting ? host_sdk::LogLevel::warning : host_sdk::LogLevel::error, "host", "",
        LogLine(refusal.waiting ? "plugin_waits" : "plugin_refused").with("reason", refusal.sentence).text());
  runtime.start_serving();
  std::thread web_thread([&] { web_io.run(); });
  std::cout << "Serving at " << runtime.public_url() << std::endl;

  wait_for_interrupt();
  runtime.log().info("", LogLine("stopping"));
  const ShutdownLimit limit(kShutdownLimit, runtime.log());
  // Requests that wait for a plugin's page end first, since the web server waits for its requests.
  runtime.plugins().pages.calls().stop();
  if (metrics) metrics->stop();
  web.stop();
  web_io.stop();
  web_thread.join();
  if (!runtime.stop()) exit_at_once(ExitCode::failed);
  return ExitCode::done;
}

}  // namespace sample_host
