// The client of Google's token and revocation endpoints.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>

#include "google/sign_in/credentials.hpp"
#include "google/sign_in/grant.hpp"
#include "google/sign_in/oauth.hpp"
#include "google/transport/http_client.hpp"
#include "google/transport/retry_loop.hpp"

namespace gup::google {

/// All references must outlive the client. Errors: `Failure` as `retry_policy` decides; `DelegationRefused`
/// for a service account.
class TokenClient {
 public:
  TokenClient(EventLoop& loop, HttpClient& http, const GoogleClientSettings& settings, host_sdk::Clock& clock,
              Random random);

  [[nodiscard]] boost::asio::awaitable<TokenAnswer> exchange(CodeExchange code);
  /// Gets a new access token.
  [[nodiscard]] boost::asio::awaitable<TokenAnswer> renew(Credentials credentials);
  /// Treats each of Google's 400 errors as a token that is already invalid: the error code is not documented.
  [[nodiscard]] boost::asio::awaitable<Revocation> revoke(SecretText token);

 private:
  using ErrorClassifier = std::function<RetryDecision(const TokenError&)>;

  [[nodiscard]] boost::asio::awaitable<TokenAnswer> request_token(SecretText form, ErrorClassifier classify);
  [[nodiscard]] boost::asio::awaitable<TokenAnswer> request_token(DelegatedAccess access);
  /// Posts `form` once.
  [[nodiscard]] boost::asio::awaitable<Attempt> try_token(const SecretText& form,
                                                          const ErrorClassifier& classify,
                                                          TokenAnswer& answer);
  [[nodiscard]] boost::asio::awaitable<Attempt> try_revocation(const SecretText& form,
                                                               Revocation& revocation);

  HttpClient& http_;
  const GoogleClientSettings& settings_;
  host_sdk::Clock& clock_;
  RetryLoop retry_loop_;
};

}  // namespace gup::google
