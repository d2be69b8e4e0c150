// Carries requests between sockets and a site.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "host_sdk/log_line.hpp"
#include "http/site.hpp"

namespace boost::asio {
class io_context;
}

namespace http {

/// Receives a line for each problem: `http_accept_failed …`, `http_request_failed …`. Called on the threads
/// of the io_context.
using ServerLog = std::function<void(const host_sdk::LogLine& line)>;

/// A time of 0 means no limit.
struct ServerOptions {
  std::uint32_t header_limit = 16 * 1024;                    ///< bytes; more is answered 431
  std::uint64_t body_limit = 1024 * 1024;                    ///< bytes; more is answered 413
  std::size_t connection_limit = 1000;                       ///< see Server
  std::chrono::seconds idle_time{60};                        ///< between two requests of a connection
  std::chrono::seconds header_time{15};                      ///< for the headers of a request
  std::chrono::seconds body_time{30};                        ///< for the body of a request
  std::chrono::seconds write_time{30};                       ///< for the next part of a response
  std::size_t workers = 16;                                  ///< threads that call the site
  bool keep_alive = true;                                    ///< false: one request for each connection
  std::vector<std::pair<std::string, std::string>> headers;  ///< added to every response
};

/// Nothing can listen at an address. The text names it: "127.0.0.1:8080 is already in use".
class ListenError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Network I/O runs on the threads of `io`, the site on `workers` threads of the server. With 0 workers the
/// site is called on the thread of `io`, of which there is only one.
///
/// At `connection_limit`, the server closes a connection that waits for its client: of the address with the
/// most connections, the one that has waited the longest. If none waits, it closes the new one. So
/// connections that are idle, send slowly or do not read never shut others out.
///
/// An error of `accept` does not end listening. The server waits 100 ms, doubled up to 1 s while errors
/// continue: a full table of file descriptors would otherwise fail again at once.
class Server {
 public:
  /// All arguments must outlive the server.
  Server(boost::asio::io_context& io, Site& site, ServerLog log, ServerOptions options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens at one more address and returns the port. Port 0 lets the system choose. "localhost" means
  /// 127.0.0.1. Throws ListenError.
  std::uint16_t start(const std::string& host, std::uint16_t port);

  /// Stops listening, closes idle connections and event streams, and waits for running calls of the site.
  /// Responses that are being sent are completed while `io` runs. May be called twice.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace http
