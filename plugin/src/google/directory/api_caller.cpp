#include "google/directory/api_caller.hpp"

#include <utility>

#include "google/transport/backoff.hpp"
#include "google/wire/error_body.hpp"
#include "google/wire/json_reader.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

/// How many objects that keep failing, while none can be read, get all their retries. When Google itself is
/// down, this ends the reading after minutes instead of hours.
constexpr int kMaxFailing = 20;

/// Decodes a successful answer, or decides about an error.
Attempt read_result(const CallName& call, const HttpResult& result, const ApiCaller::Decoder& decode) {
  if (const auto* missing = std::get_if<NoAnswer>(&result)) return {classify(call, *missing)};
  const auto& answer = std::get<HttpAnswer>(result);
  if (answer.status != 200)
    return {classify(call, decode_directory_error(answer.status, answer.body)), answer.retry_after};
  try {
    decode(answer.body);
  } catch (const DamagedAnswer& damaged) {
    return {classify_damaged(call, damaged.what()), answer.retry_after};
  } catch (const Failure&) {
    if (!concerns_one_object(call)) throw;
    return {skip_failing()};
  }
  return {};
}

/// The pages of a list are sequential; all other calls are concurrent.
Priority priority_of(const CallName& call) {
  return call.kind == CallKind::list || call.kind == CallKind::whole_tree ? Priority::high : Priority::normal;
}

[[noreturn]] void throw_call_failure(const Attempt& attempt) {
  const Failure failure = to_failure(*attempt.decision, attempt.retry_after);
  if (!attempt.decision->invalid_request) throw failure;
  throw InvalidRequest(failure.code(), failure.what(), failure.result().retry_after);
}

}  // namespace

ApiCaller::ApiCaller(EventLoop& loop, HttpClient& http, TokenSource& tokens, std::shared_ptr<Pacer> pacer,
                     host_sdk::Clock& clock, Random random, Traffic& traffic)
    : http_(http),
      tokens_(tokens),
      gate_(loop, std::move(pacer)),
      retry_loop_(loop, clock, std::move(random), &backoff),
      traffic_(traffic) {}

asio::awaitable<std::optional<Unreadable>> ApiCaller::get(ApiRequest request, Decoder decode) {
  Call call{std::move(request), std::move(decode)};
  const std::function<asio::awaitable<Attempt>()> one_attempt = [&] { return attempt(call); };
  const Attempt last = co_await retry_loop_.run(one_attempt);
  if (!last.decision) {
    if (call.request.call.kind == CallKind::object) failing_in_a_row_ = 0;
    co_return std::nullopt;
  }
  const RetryDecision& decision = *last.decision;
  if (!decision.unreadable) throw_call_failure(last);
  // Objects that Google refuses at once cost no time, so they are not counted.
  if (decision.action == RetryDecision::Action::retry && ++failing_in_a_row_ > kMaxFailing) {
    if (decision.unanswered) throw_call_failure(last);
    usage_.kept_failing = true;
  }
  co_return decision.unreadable;
}

asio::awaitable<Attempt> ApiCaller::attempt(Call& call) {
  SecretText token;
  Attempt attempt = co_await send(call, token);
  if (attempt.decision && attempt.decision->action == RetryDecision::Action::refresh_token &&
      !call.token_replaced) {
    call.token_replaced = co_await tokens_.replace(token);
    if (call.token_replaced) attempt = co_await send(call, token);
  }
  if (attempt.decision && attempt.decision->throttled) {
    ++traffic_.throttled;
    gate_.on_throttled();
  }
  if (attempt.decision && attempt.decision->unreadable && failing_in_a_row_ >= kMaxFailing)
    attempt.decision->retries = 0;
  co_return attempt;
}

asio::awaitable<Attempt> ApiCaller::send(Call& call, SecretText& token) {
  // Renewing a token takes time: without this, requests would pass the gate one by one and then leave at
  // once.
  (void)co_await tokens_.current();
  co_await gate_.pass(priority_of(call.request.call));
  token = co_await tokens_.current();
  HttpRequest request{call.request.url, token, std::nullopt, call.request.call.kind == CallKind::sample};
  ++usage_.requests;
  ++traffic_.requests;
  if (std::exchange(call.sent, true)) {
    ++usage_.retries;
    ++traffic_.retries;
  }
  const HttpResult result = co_await http_.send(std::move(request));
  co_return read_result(call.request.call, result, call.decode);
}

}  // namespace gup::google
