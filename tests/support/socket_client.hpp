// A client without an HTTP library, for tests of servers.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>

namespace test_support {

/// A blocking client socket. Waits up to 10 s for a response.
class SocketClient {
 public:
  /// `buffer`: how much the system receives ahead, in bytes; 0: as much as it likes.
  explicit SocketClient(std::uint16_t port, int buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    const timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~SocketClient() { ::close(socket_); }
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  void send(std::string_view text) {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }
  /// Returns what the server sent until it closed the connection.
  std::string receive_all() {
    while (receive_more()) {
    }
    return std::move(received_);
  }
  /// Returns between 1 and `most` bytes; fewer only at the end.
  std::string receive_some(std::size_t most) {
    if (received_.empty()) receive_more();
    std::string text = received_.substr(0, most);
    received_.erase(0, text.size());
    return text;
  }
  /// Returns the received text up to and including `end`.
  std::string receive_until(std::string_view end) {
    std::size_t found = 0;
    while ((found = received_.find(end)) == std::string::npos && receive_more()) {
    }
    if (found == std::string::npos) found = received_.size();
    std::string text = received_.substr(0, found + end.size());
    received_.erase(0, text.size());
    return text;
  }
  /// The errno of the last read; 0 if the server closed the connection in order.
  [[nodiscard]] int last_error() const { return last_error_; }

  /// Sends a GET and returns everything until the server closes the connection.
  std::string get(const std::string& target) {
    send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return receive_all();
  }

 private:
  bool receive_more() {
    std::array<char, 4096> part{};
    const ssize_t size = ::recv(socket_, part.data(), part.size(), 0);
    last_error_ = size < 0 ? errno : 0;
    if (size > 0) received_.append(part.data(), static_cast<std::size_t>(size));
    return size > 0;
  }

  int socket_;
  int last_error_ = 0;
  std::string received_;
};

/// Leaves this process a single free file descriptor.
class DescriptorLimit {
 public:
  DescriptorLimit() {
    const int lowest = ::dup(STDERR_FILENO);
    ::close(lowest);
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit now{static_cast<rlim_t>(lowest) + 1, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  DescriptorLimit(const DescriptorLimit&) = delete;
  DescriptorLimit& operator=(const DescriptorLimit&) = delete;

 private:
  rlimit before_{};
};

}  // namespace test_support
