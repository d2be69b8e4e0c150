// The access token of a reader, fresh when it is needed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "google/event_loop.hpp"
#include "google/token_client.hpp"

namespace gup::google {

/// Keeps one access token and gets the next one in time: about five minutes before it expires, or when Google
/// refuses it. However many requests need a new one, one refresh is under way. Used by one loop.
class TokenSource {
 public:
  /// Refreshes with `refresh_token`. `client` and `loop` must outlive the source.
  TokenSource(EventLoop& loop, TokenClient& client, std::string refresh_token)
      : loop_(loop), client_(&client), refresh_token_(std::move(refresh_token)) {}

  /// Holds this one access token and never another.
  TokenSource(EventLoop& loop, std::string access_token)
      : loop_(loop), client_(nullptr), access_token_(std::move(access_token)) {}

  /// A token that can be used now. Errors: as `TokenClient::refresh`.
  [[nodiscard]] boost::asio::awaitable<std::string> current();

  /// Google answered 401 to `refused`: makes sure that the next `current` is another one. False if there can
  /// be no other.
  [[nodiscard]] boost::asio::awaitable<bool> replace(std::string refused);

  [[nodiscard]] const std::optional<std::string>& replaced_refresh_token() const { return replaced_; }

 private:
  [[nodiscard]] boost::asio::awaitable<void> refresh();

  EventLoop& loop_;
  TokenClient* client_;
  std::string refresh_token_;
  std::string access_token_;
  EventLoop::TimePoint refresh_at_ = EventLoop::TimePoint::max();
  std::shared_ptr<EventLoop::Event> refreshing_;
  std::optional<std::string> replaced_;
};

}  // namespace gup::google
