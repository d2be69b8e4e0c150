// The one retry loop: sends a request until it succeeds, fails permanently or runs out of attempts.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "google/transport/event_loop.hpp"
#include "google/transport/retry_news.hpp"
#include "google/transport/retry_policy.hpp"

namespace gup::google {

/// Uniform in [0, 1); a new value each time.
using Random = std::function<double()>;

/// The outcome of one attempt, and of the whole loop.
struct Attempt {
  /// nullopt if the request succeeded.
  std::optional<RetryDecision> decision;
  /// The header `Retry-After` of the answer, as sent.
  std::string retry_after_header{};
  /// The same, parsed by the loop.
  std::optional<std::chrono::seconds> retry_after{};
};

/// `loop` and `clock` must outlive the object.
class RetryLoop {
 public:
  /// The delay before retry `retry` (from 0): `backoff` or `token_backoff`.
  using Backoff = std::chrono::milliseconds (*)(int retry, double random,
                                                std::optional<std::chrono::seconds> retry_after);

  RetryLoop(EventLoop& loop, host_sdk::Clock& clock, Random random, Backoff delay)
      : loop_(loop), clock_(clock), random_(std::move(random)), delay_(delay) {}

  /// Calls `listener` from now on before the wait for each retry, and once a request succeeded after one.
  void listen(RetryListener listener) { listener_ = std::move(listener); }

  /// Calls `attempt` until it succeeds or its decision is not to retry, and returns that last attempt. Waits
  /// between attempts without holding anything of the answer. `attempt` must outlive the call.
  [[nodiscard]] boost::asio::awaitable<Attempt> run(
      const std::function<boost::asio::awaitable<Attempt>()>& attempt);

 private:
  EventLoop& loop_;
  host_sdk::Clock& clock_;
  Random random_;
  Backoff delay_;
  RetryListener listener_;
  /// Whether the listener knows of a retry.
  bool announced_ = false;
};

}  // namespace gup::google
