#include "google/sign_in/token_client.hpp"

#include <utility>

#include "google/sign_in/delegation.hpp"
#include "google/sign_in/token_errors.hpp"
#include "google/transport/backoff.hpp"
#include "google/wire/json_reader.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

[[noreturn]] void throw_token_failure(const Attempt& attempt) {
  const Failure failure = to_failure(*attempt.decision, attempt.retry_after);
  if (!attempt.decision->problem) throw failure;
  throw DelegationRefused(failure, *attempt.decision->problem);
}

}  // namespace

TokenClient::TokenClient(EventLoop& loop, HttpClient& http, const GoogleClientSettings& settings,
                         host_sdk::Clock& clock, Random random)
    : http_(http),
      settings_(settings),
      clock_(clock),
      retry_loop_(loop, clock, std::move(random), &token_backoff) {}

asio::awaitable<TokenAnswer> TokenClient::exchange(CodeExchange code) {
  return request_token(exchange_form(settings_, code),
                       [](const TokenError& error) { return classify(TokenStep::exchange, error); });
}

asio::awaitable<TokenAnswer> TokenClient::renew(Credentials credentials) {
  if (auto* access = std::get_if<DelegatedAccess>(&credentials)) return request_token(std::move(*access));
  return request_token(refresh_form(settings_, std::get<RefreshToken>(credentials).text),
                       [](const TokenError& error) { return classify(TokenStep::refresh, error); });
}

asio::awaitable<TokenAnswer> TokenClient::request_token(DelegatedAccess access) {
  SecretText form = assertion_form(make_assertion(access, settings_.endpoints.token, clock_.now()));
  return request_token(std::move(form), [this, access = std::move(access)](const TokenError& error) {
    return classify_delegation_error(access, error, clock_.now());
  });
}

asio::awaitable<TokenAnswer> TokenClient::request_token(SecretText form, ErrorClassifier classify) {
  TokenAnswer answer;
  const std::function<asio::awaitable<Attempt>()> attempt = [&] { return try_token(form, classify, answer); };
  const Attempt last = co_await retry_loop_.run(attempt);
  if (last.decision) throw_token_failure(last);
  co_return answer;
}

asio::awaitable<Attempt> TokenClient::try_token(const SecretText& form, const ErrorClassifier& classify,
                                                TokenAnswer& answer) {
  HttpRequest request{settings_.endpoints.token, {}, form};
  HttpResult result = co_await http_.send(std::move(request));
  if (const auto* missing = std::get_if<NoAnswer>(&result)) co_return Attempt{classify_no_token(*missing)};
  auto& http = std::get<HttpAnswer>(result);
  if (http.status != 200)
    co_return Attempt{classify(decode_token_error(http.status, http.body)), http.retry_after};
  const SecretText body(std::move(http.body));
  try {
    answer = decode_token_answer(body.reveal());
  } catch (const DamagedAnswer& damaged) {
    co_return Attempt{classify_damaged({"the token request", CallKind::list, false}, damaged.what()),
                      http.retry_after};
  }
  co_return Attempt{};
}

asio::awaitable<Revocation> TokenClient::revoke(SecretText token) {
  const SecretText form = revocation_form(token);
  Revocation revocation = Revocation::unreachable;
  const std::function<asio::awaitable<Attempt>()> attempt = [&] { return try_revocation(form, revocation); };
  (void)co_await retry_loop_.run(attempt);
  co_return revocation;
}

asio::awaitable<Attempt> TokenClient::try_revocation(const SecretText& form, Revocation& revocation) {
  HttpRequest request{settings_.endpoints.revocation, {}, form};
  const HttpResult result = co_await http_.send(std::move(request));
  if (const auto* missing = std::get_if<NoAnswer>(&result)) co_return Attempt{classify_no_token(*missing)};
  const auto& http = std::get<HttpAnswer>(result);
  const TokenError error = decode_token_error(http.status, http.body);
  if (http.status == 200) {
    revocation = Revocation::revoked;
    co_return Attempt{};
  }
  // Only Google's own JSON counts: a proxy's 400 says nothing about the token.
  if (http.status == 400 && !error.error.empty()) {
    revocation = Revocation::already_gone;
    co_return Attempt{};
  }
  co_return Attempt{classify(TokenStep::refresh, error), http.retry_after};
}

}  // namespace gup::google
