// The access token of a reader, fresh when it is needed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "google/sign_in/token_client.hpp"
#include "google/transport/event_loop.hpp"

namespace gup::google {

/// Keeps one access token and gets the next one in time: about five minutes before it expires, or when Google
/// refuses it. However many requests need a new one, one renewal is under way. Used by one loop.
class TokenSource {
 public:
  /// Gets tokens by `credentials`. `client` and `loop` must outlive the source.
  TokenSource(EventLoop& loop, TokenClient& client, Credentials credentials)
      : loop_(loop), client_(&client), credentials_(std::move(credentials)) {}

  /// Holds this one access token and never another.
  TokenSource(EventLoop& loop, SecretText access_token)
      : loop_(loop), client_(nullptr), access_token_(std::move(access_token)) {}

  /// A token that can be used now. Errors: as `TokenClient::renew`.
  [[nodiscard]] boost::asio::awaitable<SecretText> current();

  /// Google answered 401 to `refused`: makes sure that the next `current` is another one. False if there can
  /// be no other.
  [[nodiscard]] boost::asio::awaitable<bool> replace(SecretText refused);

  [[nodiscard]] const std::optional<SecretText>& replaced_refresh_token() const { return replaced_; }

 private:
  [[nodiscard]] boost::asio::awaitable<void> renew();
  void keep_replaced(std::optional<SecretText> refresh_token);

  EventLoop& loop_;
  TokenClient* client_;
  Credentials credentials_;
  SecretText access_token_;
  EventLoop::TimePoint refresh_at_ = EventLoop::TimePoint::max();
  std::shared_ptr<EventLoop::Event> renewing_;
  std::optional<SecretText> replaced_;
};

}  // namespace gup::google
