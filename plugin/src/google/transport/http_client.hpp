// HTTP to Google. An HTTP status is an answer; the transport fails only when no answer came.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "google/transport/event_loop.hpp"
#include "google/transport/http_limits.hpp"
#include "secret_text.hpp"

namespace gup::google {

struct HttpRequest {
  std::string url;
  /// The access token; empty for none.
  SecretText bearer;
  /// Given: a POST of this form (already encoded). Absent: a GET.
  std::optional<SecretText> form;
};

struct HttpAnswer {
  long status = 0;
  std::string body;
  /// The header `Retry-After` as sent; empty when absent.
  std::string retry_after;
};

enum class NoAnswerKind : std::uint8_t {
  /// No address, no connection, or it broke before the answer began.
  unreachable,
  timed_out,
  /// The connection ended in the middle of the answer.
  cut_short,
  /// The certificate is not one that this machine trusts for that name.
  untrusted,
  /// The answer was longer than `HttpLimits::body`.
  too_large,
};

struct NoAnswer {
  NoAnswerKind kind = NoAnswerKind::unreachable;
  /// In libcurl's words, without addresses: "Couldn't connect to server".
  std::string reason;
};

using HttpResult = std::variant<HttpAnswer, NoAnswer>;

/// Sends requests side by side over kept connections (HTTP/2 where the server speaks it), without following
/// redirects, with certificates verified. Neither tokens nor forms ever reach an error text. One thread at a
/// time, the one that runs `loop`; `loop` must outlive the client.
class HttpClient {
 public:
  /// `ca_file`: whose certificates are believed; empty: the machine's own list.
  HttpClient(EventLoop& loop, const HttpLimits& limits, std::string ca_file = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// The address must be an acceptable one; anything else is answered with `unreachable`.
  [[nodiscard]] boost::asio::awaitable<HttpResult> send(HttpRequest request);

 private:
  class Transfers;
  EventLoop& loop_;
  HttpLimits limits_;
  std::string ca_file_;
  std::shared_ptr<Transfers> transfers_;
};

/// https, or http on a loopback address; no user name and no fragment.
[[nodiscard]] bool is_acceptable_address(const std::string& url);

}  // namespace gup::google
