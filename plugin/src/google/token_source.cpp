#include "google/token_source.hpp"

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

asio::awaitable<std::string> TokenSource::current() {
  while (access_token_.empty() || loop_.now() >= refresh_at_) co_await refresh();
  co_return access_token_;
}

asio::awaitable<bool> TokenSource::replace(std::string refused) {
  if (client_ == nullptr) co_return false;
  // Somebody else may have been refused with the same token and have replaced it meanwhile.
  if (access_token_ == refused) co_await refresh();
  co_return true;
}

asio::awaitable<void> TokenSource::refresh() {
  if (refreshing_) {
    const auto under_way = refreshing_;
    co_await under_way->wait();
    co_return;
  }
  struct Flight {
    std::shared_ptr<EventLoop::Event>& slot;
    ~Flight() { slot.reset(); }
  };
  const auto event = std::make_shared<EventLoop::Event>(loop_);
  refreshing_ = event;
  const Flight flight{refreshing_};
  TokenAnswer answer = co_await client_->refresh(refresh_token_);
  access_token_ = std::move(answer.access_token);
  refresh_at_ = loop_.now() + answer.expires_in - margin(answer.expires_in);
  if (answer.refresh_token && *answer.refresh_token != refresh_token_) {
    refresh_token_ = std::move(*answer.refresh_token);
    replaced_ = refresh_token_;
  }
  event->set();
}

}  // namespace gup::google
