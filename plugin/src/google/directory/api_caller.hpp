// One call to the directory, with retries, token renewal and rate limiting.
#pragma once

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "google/directory/traffic.hpp"
#include "google/sign_in/token_source.hpp"
#include "google/transport/http_client.hpp"
#include "google/transport/request_gate.hpp"
#include "google/transport/retry_loop.hpp"
#include "model/directory.hpp"

namespace gup::google {

struct ApiRequest {
  CallName call;
  std::string url;
};

/// Google rejected the request itself: an expired page token, or a parameter that it does not know. Caught by
/// callers that can send another request.
class InvalidRequest : public Failure {
 public:
  using Failure::Failure;
};

/// All references must outlive the caller.
class ApiCaller {
 public:
  using Decoder = std::function<void(std::string_view body)>;

  ApiCaller(EventLoop& loop, HttpClient& http, TokenSource& tokens, std::shared_ptr<Pacer> pacer,
            host_sdk::Clock& clock, Random random, Traffic& traffic);

  /// Sends the request until it succeeds, and passes the body to `decode`, which throws `DamagedAnswer` to
  /// have the request repeated. Returns why the object cannot be read if that is not a failure. When 20
  /// objects in a row kept failing, the next ones are asked about once each; one that Google does not answer
  /// at all is a failure then. Errors: `Failure`, `InvalidRequest`.
  [[nodiscard]] boost::asio::awaitable<std::optional<Unreadable>> get(ApiRequest request, Decoder decode);

  /// Calls `listener` for every retry from now on.
  void listen(RetryListener listener) { retry_loop_.listen(std::move(listener)); }

  [[nodiscard]] const Usage& usage() const { return usage_; }
  /// How many lists of at most `maximum` may run concurrently now: fewer, but at least one, while Google
  /// rate-limits.
  [[nodiscard]] std::size_t concurrency(std::size_t maximum) const {
    return std::max<std::size_t>(1, maximum / static_cast<std::size_t>(gate_.slowdown()));
  }

 private:
  /// What the attempts of one call share.
  struct Call {
    ApiRequest request;
    Decoder decode;
    bool sent = false;
    bool token_replaced = false;
  };

  /// One attempt; sends the request a second time if the access token had to be replaced.
  [[nodiscard]] boost::asio::awaitable<Attempt> attempt(Call& call);
  /// Sends the request once. `token` is set to the access token that it carried.
  [[nodiscard]] boost::asio::awaitable<Attempt> send(Call& call, SecretText& token);

  HttpClient& http_;
  TokenSource& tokens_;
  RequestGate gate_;
  RetryLoop retry_loop_;
  Usage usage_;
  Traffic& traffic_;
  int failing_in_a_row_ = 0;
};

}  // namespace gup::google
