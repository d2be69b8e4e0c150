#include "google/sign_in/token_source.hpp"

#include <algorithm>
#include <utility>

namespace gup::google {

namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

/// Five minutes, less for tokens that live shorter than twenty.
seconds margin(seconds lifetime) {
  return std::min<seconds>(std::chrono::minutes{5}, lifetime / 4);
}

}  // namespace

asio::awaitable<SecretText> TokenSource::current() {
  while (access_token_.empty() || loop_.now() >= refresh_at_) co_await renew();
  co_return access_token_;
}

asio::awaitable<bool> TokenSource::replace(SecretText refused) {
  if (client_ == nullptr) co_return false;
  // Somebody else may have been refused with the same token and have replaced it meanwhile.
  if (access_token_ == refused) co_await renew();
  co_return true;
}

asio::awaitable<void> TokenSource::renew() {
  if (renewing_) {
    const auto under_way = renewing_;
    co_await under_way->wait();
    co_return;
  }
  struct Flight {
    std::shared_ptr<EventLoop::Event>& slot;
    ~Flight() { slot.reset(); }
  };
  const auto event = std::make_shared<EventLoop::Event>(loop_);
  renewing_ = event;
  const Flight flight{renewing_};
  TokenAnswer answer = co_await client_->renew(credentials_);
  access_token_ = std::move(answer.access_token);
  refresh_at_ = loop_.now() + answer.expires_in - margin(answer.expires_in);
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
