#include "google/sign_in/token_source.hpp"

#include <algorithm>
#include <utility>

namespace gup::google {

namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

/// How long before its expiry a token is renewed: five minutes, less for short-lived tokens.
seconds renewal_margin(seconds lifetime) {
  return std::min<seconds>(std::chrono::minutes{5}, lifetime / 4);
}

}  // namespace

asio::awaitable<SecretText> TokenSource::current() {
  while (access_token_.empty() || loop_.now() >= refresh_at_) co_await renew();
  co_return access_token_;
}

asio::awaitable<bool> TokenSource::replace(SecretText rejected) {
  if (client_ == nullptr) co_return false;
  // A concurrent request may have renewed the token meanwhile.
  if (access_token_ == rejected) co_await renew();
  co_return true;
}

asio::awaitable<void> TokenSource::renew() {
  if (renewing_) {
    const auto renewal = renewing_;
    co_await renewal->wait();
    co_return;
  }
  struct Renewal {
    std::shared_ptr<EventLoop::Event>& slot;
    ~Renewal() { slot.reset(); }
  };
  const auto event = std::make_shared<EventLoop::Event>(loop_);
  renewing_ = event;
  const Renewal renewal{renewing_};
  TokenAnswer answer = co_await client_->renew(credentials_);
  access_token_ = std::move(answer.access_token);
  refresh_at_ = loop_.now() + answer.expires_in - renewal_margin(answer.expires_in);
  keep_replaced(std::move(answer.refresh_token));
  event->set();
}

void TokenSource::keep_replaced(std::optional<SecretText> refresh_token) {
  auto* used = std::get_if<RefreshToken>(&credentials_);
  if (used == nullptr || !refresh_token || *refresh_token == used->text) return;
  used->text = *refresh_token;
  replaced_ = std::move(refresh_token);
}

}  // namespace gup::google
