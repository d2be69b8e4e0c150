// The HTTP client. An HTTP status is an answer; the transport fails only when no answer came.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "google/transport/event_loop.hpp"
#include "google/wire/http.hpp"

namespace gup::google {

/// Sends requests concurrently over kept-alive connections (HTTP/2 if the server supports it). Verifies
/// certificates and follows no redirects. Tokens and forms never appear in an error text. One thread at a
/// time, the one that runs `loop`; `loop` must outlive the client.
class HttpClient {
 public:
  /// `ca_file`: a PEM file of trusted authorities; empty for the machine's own.
  HttpClient(EventLoop& loop, const HttpLimits& limits, std::string ca_file = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Returns `unreachable` for an address that is not acceptable.
  [[nodiscard]] boost::asio::awaitable<HttpResult> send(HttpRequest request);

 private:
  class Transfers;
  EventLoop& loop_;
  HttpLimits limits_;
  std::string ca_file_;
  std::shared_ptr<Transfers> transfers_;
};

}  // namespace gup::google
