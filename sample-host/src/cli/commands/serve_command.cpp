// sample-host serve
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <iostream>
#include <thread>

#include "cli/callback/callback_target.hpp"
#include "cli/commands/commands.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"
#include "web/web_server.hpp"

namespace sample_host {
namespace {

/// host.yaml may leave the port open; what was bound stands in.
std::string bound_address(const Config& config, std::uint16_t port) {
  if (config.public_url.empty()) return address_of(config.listen.host, port);
  if (config.public_url.ends_with(":0")) {
    return config.public_url.substr(0, config.public_url.size() - 1) + std::to_string(port);
  }
  return config.public_url;
}

}  // namespace

ExitCode serve_command(Config config) {
  // Waits for signals from the beginning on, so that a Ctrl-C during the start ends in order, too.
  boost::asio::io_context signals_io;
  boost::asio::signal_set signals(signals_io, SIGINT, SIGTERM);
  signals.async_wait([](const boost::system::error_code&, int) {});

  HostRuntime runtime(std::move(config), host_sdk::LogLevel::info);
  boost::asio::io_context web_io;
  WebServer web(web_io, runtime);
  // Bound before the plugins start, since they may ask for their callback address; answered afterwards.
  const auto port = web.start();
  runtime.set_public_url(bound_address(runtime.config(), port));
  runtime.start_plugins();
  for (const auto& refusal : runtime.plugins().catalog.refusals()) runtime.log().error("", refusal.sentence);
  runtime.start_serving();
  std::thread web_thread([&] { web_io.run(); });
  std::cout << "Serving at " << runtime.public_url() << std::endl;

  signals_io.run();
  runtime.log().info("", "stopping");
  web.stop();
  web_io.stop();
  web_thread.join();
  runtime.stop();
  return ExitCode::done;
}

}  // namespace sample_host
