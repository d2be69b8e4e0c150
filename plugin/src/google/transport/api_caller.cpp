#include "google/transport/api_caller.hpp"

#include <utility>

#include "google/directory/json_reader.hpp"
#include "google/transport/error_body.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

/// Nothing when the body was decoded; else what to do about the answer.
std::optional<RetryDecision> read_result(const CallName& call, const HttpResult& result,
                                         const std::function<void(std::string_view)>& decode) {
  if (const auto* missing = std::get_if<NoAnswer>(&result)) return classify(call, *missing);
  const auto& answer = std::get<HttpAnswer>(result);
  if (answer.status != 200) return classify(call, read_directory_error(answer.status, answer.body));
  try {
    decode(answer.body);
  } catch (const DamagedAnswer&) {
    return classify_damaged(call);
  }
  return std::nullopt;
}

/// A list's pages come one after another; everything else goes side by side.
Urgency urgency_of(const CallName& call) {
  return call.kind == CallKind::list ? Urgency::first : Urgency::normal;
}

std::string retry_after_of(const HttpResult& result) {
  const auto* answer = std::get_if<HttpAnswer>(&result);
  return answer == nullptr ? std::string() : answer->retry_after;
}

[[noreturn]] void throw_failure(const RetryDecision& decision,
                                std::optional<std::chrono::seconds> retry_after) {
  const Failure failure = to_failure(decision, retry_after);
  if (!decision.invalid_request) throw failure;
  throw InvalidRequest(failure.code(), failure.what(), failure.result().retry_after);
}

}  // namespace

asio::awaitable<HttpResult> ApiCaller::send(const ApiRequest& request, SecretText& token) {
  // First the token, which may take its time, so that requests do not pass the gate one by one and then leave
  // all at once.
  (void)co_await tokens_.current();
  co_await gate_.pass(urgency_of(request.call));
  token = co_await tokens_.current();
  HttpRequest message{request.url, token, std::nullopt};
  ++usage_.requests;
  co_return co_await http_.send(std::move(message));
}

asio::awaitable<std::optional<Unreadable>> ApiCaller::get(ApiRequest request,
                                                          std::function<void(std::string_view)> decode) {
  bool token_replaced = false;
  int retries = 0;
  while (true) {
    SecretText token;
    std::optional<RetryDecision> decision;
    std::optional<std::chrono::seconds> retry_after;
    {
      // The text of the answer ends here: nobody holds a page while waiting for the next try.
      const HttpResult result = co_await send(request, token);
      decision = read_result(request.call, result, decode);
      if (!decision) co_return std::nullopt;
      retry_after = read_retry_after(retry_after_of(result), clock_.now());
    }
    if (decision->action == RetryDecision::Action::skip) co_return decision->unreadable;
    if (decision->action == RetryDecision::Action::refresh_token && !token_replaced) {
      token_replaced = co_await tokens_.replace(token);
      if (token_replaced) {
        ++usage_.retries;
        continue;
      }
    }
    if (decision->action != RetryDecision::Action::retry || retries >= decision->retries)
      throw_failure(*decision, retry_after);
    if (decision->throttled) gate_.on_throttled();
    ++usage_.retries;
    co_await loop_.wait_for(backoff(retries++, random_(), retry_after));
  }
}

}  // namespace gup::google
