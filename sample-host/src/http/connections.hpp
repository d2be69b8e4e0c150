// The open connections of a server. Only for the server: Beast is slow to compile.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace http {

/// Wakes an event stream.
struct Alarm {
  explicit Alarm(const boost::asio::any_io_executor& where) : timer(where) {}
  boost::asio::steady_timer timer;
  bool rang = false;
  /// The client has closed the connection.
  bool is_left = false;
};

/// Used on the executor of its stream, except for members that say otherwise.
struct Connection {
  Connection(boost::asio::ip::tcp::socket socket, std::string address)
      : stream(std::move(socket)), peer(std::move(address)) {}
  /// Closes at once, or after the response that is in progress.
  void close();
  /// Closes at once, even while a response is being sent. While the site prepares one, closes after it.
  void make_room();

  boost::beast::tcp_stream stream;
  /// The address of the other side.
  const std::string peer;
  /// When it began to wait for the client: for a request, for the rest of one, or for the client to read a
  /// part of the response. Empty while it does not wait. Guarded by `Connections`.
  std::optional<std::chrono::steady_clock::time_point> idle_since;
  std::weak_ptr<Alarm> alarm;
  bool answering = false;
  bool sending = false;
  bool closing = false;
};

/// Counts the open connections, and closes idle ones to make room. Thread-safe.
class Connections {
 public:
  explicit Connections(std::size_t limit) : limit_(limit) {}

  /// Returns 0 if there are too many connections or the server is stopping. At the limit, first closes one
  /// that waits for its client: of the peer with the most connections, the one that has waited the longest.
  [[nodiscard]] std::uint64_t add(const std::shared_ptr<Connection>& connection);
  void remove(std::uint64_t id);
  void set_idle(Connection& connection, bool idle);

  /// Accepts no further connection. Returns false if already stopped.
  [[nodiscard]] bool stop();
  void close_all();

 private:
  [[nodiscard]] bool close_an_idle_one();
  void forget(std::uint64_t id);

  struct Entry {
    std::weak_ptr<Connection> connection;
    std::string peer;
  };
  const std::size_t limit_;
  std::mutex mutex_;
  bool stopping_ = false;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Entry> open_;
  std::map<std::string, std::size_t> count_of_peer_;
};

}  // namespace http
