// Talking to Google's token and revocation endpoints.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

#include "google/sign_in/credentials.hpp"
#include "google/sign_in/oauth.hpp"
#include "google/transport/http_client.hpp"
#include "google/transport/retry_policy.hpp"

namespace gup::google {

/// From [0, 1); a new one each time.
using Random = std::function<double()>;

/// All references must outlive the client. Errors: `Failure` as `retry_policy` decides, `DelegationRefused`
/// for a service account.
class TokenClient {
 public:
  TokenClient(EventLoop& loop, HttpClient& http, const GoogleClientSettings& settings, host_sdk::Clock& clock,
              Random random)
      : loop_(loop), http_(http), settings_(settings), clock_(clock), random_(std::move(random)) {}

  [[nodiscard]] boost::asio::awaitable<TokenAnswer> exchange(CodeExchange code);
  /// A new access token by what the connection has.
  [[nodiscard]] boost::asio::awaitable<TokenAnswer> renew(Credentials credentials);
  /// Any 400 means that the token is dead already; the name of that error is not documented.
  [[nodiscard]] boost::asio::awaitable<Revocation> revoke(SecretText token);

 private:
  using ErrorClassifier = std::function<RetryDecision(const TokenError&)>;

  [[nodiscard]] boost::asio::awaitable<TokenAnswer> request(SecretText form, ErrorClassifier classify);
  [[nodiscard]] boost::asio::awaitable<TokenAnswer> request(DelegatedAccess access);

  EventLoop& loop_;
  HttpClient& http_;
  const GoogleClientSettings& settings_;
  host_sdk::Clock& clock_;
  Random random_;
};

}  // namespace gup::google
