#include "google/sign_in/token_client.hpp"

#include <utility>

#include "google/directory/json_reader.hpp"
#include "google/sign_in/assertion.hpp"
#include "google/sign_in/delegation.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

/// How one try of a token request ended.
struct Outcome {
  std::optional<TokenAnswer> answer;
  RetryDecision decision;
  std::string retry_after;
};

Outcome read_outcome(const std::function<RetryDecision(const TokenError&)>& classify_error,
                     HttpResult& result) {
  Outcome outcome;
  if (const auto* missing = std::get_if<NoAnswer>(&result)) {
    outcome.decision = classify_no_token(*missing);
    return outcome;
  }
  auto& answer = std::get<HttpAnswer>(result);
  outcome.retry_after = answer.retry_after;
  if (answer.status != 200) {
    outcome.decision = classify_error(read_token_error(answer.status, answer.body));
    return outcome;
  }
  try {
    outcome.answer = decode_token_answer(SecretText(std::move(answer.body)).reveal());
  } catch (const DamagedAnswer&) {
    outcome.decision = classify_damaged({"a token", CallKind::list, false});
  }
  return outcome;
}

[[noreturn]] void throw_refusal(const RetryDecision& decision,
                                std::optional<std::chrono::seconds> retry_after) {
  const Failure failure = to_failure(decision, retry_after);
  if (!decision.concern) throw failure;
  throw DelegationRefused(failure, *decision.concern);
}

}  // namespace

asio::awaitable<TokenAnswer> TokenClient::exchange(CodeExchange code) {
  return request(exchange_form(settings_, code),
                 [](const TokenError& error) { return classify(TokenStep::exchange, error); });
}

asio::awaitable<TokenAnswer> TokenClient::renew(Credentials credentials) {
  if (auto* access = std::get_if<DelegatedAccess>(&credentials)) return request(std::move(*access));
  return request(refresh_form(settings_, std::get<RefreshToken>(credentials).text),
                 [](const TokenError& error) { return classify(TokenStep::refresh, error); });
}

asio::awaitable<TokenAnswer> TokenClient::request(DelegatedAccess access) {
  SecretText form = assertion_form(make_assertion(access, settings_.endpoints.token, clock_.now()));
  return request(std::move(form), [this, access = std::move(access)](const TokenError& error) {
    return classify_delegation_error(access, error, clock_.now());
  });
}

asio::awaitable<TokenAnswer> TokenClient::request(SecretText form, ErrorClassifier classify_error) {
  for (int tried = 0;; ++tried) {
    HttpRequest request{settings_.endpoints.token, {}, form};
    HttpResult result = co_await http_.send(std::move(request));
    Outcome outcome = read_outcome(classify_error, result);
    if (outcome.answer) co_return std::move(*outcome.answer);
    const RetryDecision& decision = outcome.decision;
    const auto retry_after = read_retry_after(outcome.retry_after, clock_.now());
    if (decision.action != RetryDecision::Action::retry || tried == decision.retries)
      throw_refusal(decision, retry_after);
    co_await loop_.wait_for(token_backoff(tried, random_(), retry_after));
  }
}

asio::awaitable<Revocation> TokenClient::revoke(SecretText token) {
  const SecretText form = revocation_form(token);
  for (int tried = 0;; ++tried) {
    HttpRequest request{settings_.endpoints.revocation, {}, form};
    const HttpResult result = co_await http_.send(std::move(request));
    std::string retry_after;
    RetryDecision decision;
    if (const auto* answer = std::get_if<HttpAnswer>(&result)) {
      if (answer->status == 200) co_return Revocation::revoked;
      const TokenError error = read_token_error(answer->status, answer->body);
      // Only Google's own word counts: a proxy's 400 says nothing about the token.
      if (answer->status == 400 && !error.error.empty()) co_return Revocation::already_gone;
      retry_after = answer->retry_after;
      decision = classify(TokenStep::refresh, error);
    } else {
      decision = classify_no_token(std::get<NoAnswer>(result));
    }
    if (decision.action != RetryDecision::Action::retry || tried == decision.retries)
      co_return Revocation::unreachable;
    co_await loop_.wait_for(token_backoff(tried, random_(), read_retry_after(retry_after, clock_.now())));
  }
}

}  // namespace gup::google
