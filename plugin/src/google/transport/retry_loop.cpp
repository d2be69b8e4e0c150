#include "google/transport/retry_loop.hpp"

#include <utility>

#include "google/transport/backoff.hpp"

namespace gup::google {

namespace asio = boost::asio;

asio::awaitable<Attempt> RetryLoop::run(const std::function<asio::awaitable<Attempt>()>& attempt) {
  for (int retry = 0;; ++retry) {
    Attempt last = co_await attempt();
    if (!last.decision) {
      if (std::exchange(announced_, false)) listener_({});
      co_return last;
    }
    last.retry_after = read_retry_after(last.retry_after_header, clock_.now());
    const RetryDecision& decision = *last.decision;
    if (decision.action != RetryDecision::Action::retry || retry >= decision.retries) co_return last;
    if (listener_) {
      announced_ = true;
      listener_({retry + 1, decision.retries, decision.throttled});
    }
    co_await loop_.wait_for(delay_(retry, random_(), last.retry_after));
  }
}

}  // namespace gup::google
