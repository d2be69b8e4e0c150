// The access token of a reader, refreshed when needed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "google/sign_in/token_client.hpp"
#include "google/transport/event_loop.hpp"

namespace gup::google {

/// Keeps one access token and renews it about five minutes before it expires, or when Google rejects it.
/// Concurrent requests share one renewal. Used by one loop.
class TokenSource {
 public:
  /// Renews with `credentials`. `client` and `loop` must outlive the source.
  TokenSource(EventLoop& loop, TokenClient& client, Credentials credentials)
      : loop_(loop), client_(&client), credentials_(std::move(credentials)) {}

  /// Has this access token only and cannot renew it.
  TokenSource(EventLoop& loop, SecretText access_token)
      : loop_(loop), client_(nullptr), access_token_(std::move(access_token)) {}

  /// A valid token. Errors: as `TokenClient::renew`.
  [[nodiscard]] boost::asio::awaitable<SecretText> current();

  /// Google answered 401 to `rejected`: renews it unless that has happened already. Returns false if it
  /// cannot be renewed.
  [[nodiscard]] boost::asio::awaitable<bool> replace(SecretText rejected);

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
