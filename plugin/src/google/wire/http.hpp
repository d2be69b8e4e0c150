// HTTP messages as plain values.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "secret_text.hpp"

namespace gup::google {

struct HttpLimits {
  std::chrono::milliseconds connect{15'000};
  /// The longest time without a byte.
  std::chrono::seconds silence{60};
  std::chrono::milliseconds total{180'000};
  /// The same for a request that another one can replace. Short enough to ask two times within the time that
  /// a callback has.
  std::chrono::milliseconds replaceable{4'000};
  /// The largest response: 40,000 organizational units take less than 16 MiB.
  std::size_t body = std::size_t{64} * 1024 * 1024;
  /// The largest response in bytes for each received byte, beyond `small_body`. Google's lists shrink to a
  /// tenth when they are compressed; a few kilobytes that become megabytes are not a list.
  std::size_t decompression = 100;
  std::size_t small_body = std::size_t{4} * 1024 * 1024;
};

struct HttpRequest {
  std::string url;
  /// The access token; empty for none.
  SecretText bearer;
  /// Given: a POST of this encoded form. Absent: a GET.
  std::optional<SecretText> form;
  /// Another request can replace this one: it gets only a short time.
  bool replaceable = false;
};

/// Any response of the server, whatever its status.
struct HttpAnswer {
  long status = 0;
  std::string body;
  /// The header `Retry-After` as sent; empty when absent.
  std::string retry_after;
};

enum class NoAnswerKind : std::uint8_t {
  /// No address, no connection, or the connection broke before the response began.
  unreachable,
  timed_out,
  /// The connection ended in the middle of the response.
  cut_short,
  /// This machine does not trust the server's certificate for that name.
  untrusted,
  /// The response was larger than `HttpLimits::body` or `HttpLimits::decompression` allow.
  too_large,
};

struct NoAnswer {
  NoAnswerKind kind = NoAnswerKind::unreachable;
  /// libcurl's text, without addresses: "Couldn't connect to server".
  std::string reason;
};

using HttpResult = std::variant<HttpAnswer, NoAnswer>;

}  // namespace gup::google
