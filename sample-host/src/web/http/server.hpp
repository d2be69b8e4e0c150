// Carries requests between sockets and a site: Boost.Beast on coroutines.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "web/http/site.hpp"

namespace sample_host::web {

/// Told about what goes wrong in carrying a request.
using ServerLog = std::function<void(const std::string& message)>;

/// Listens on one address. Requests are at most 16 KiB of headers and 1 MiB of body; headers must arrive
/// within 15 seconds, a whole request within 30.
class HttpServer {
 public:
  HttpServer(boost::asio::io_context& io, Site& site, ServerLog log);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Binds and starts to accept; returns the port. Throws boost::system::system_error.
  std::uint16_t start(const std::string& host, std::uint16_t port);

  /// Closes every connection and waits for the requests that are being answered. May be called twice.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sample_host::web
