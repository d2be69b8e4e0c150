// One call to the directory, with everything that may be done about its failing.
#pragma once

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "google/sign_in/token_source.hpp"
#include "google/transport/http_client.hpp"
#include "google/transport/request_gate.hpp"
#include "google/transport/retry_policy.hpp"
#include "model/directory.hpp"

namespace gup::google {

struct ApiRequest {
  CallName call;
  std::string url;
};

/// Google says that the request itself is wrong: a page token that has expired, or a parameter that it does
/// not know. Who can ask in another way may catch it.
class InvalidRequest : public Failure {
 public:
  using Failure::Failure;
};

/// All references must outlive the caller.
class ApiCaller {
 public:
  ApiCaller(EventLoop& loop, HttpClient& http, TokenSource& tokens, std::shared_ptr<Pacer> pacer,
            host_sdk::Clock& clock, Random random)
      : loop_(loop),
        http_(http),
        tokens_(tokens),
        gate_(loop, std::move(pacer)),
        clock_(clock),
        random_(std::move(random)) {}

  /// Asks until there is an answer and hands its body to `decode`, which may throw `DamagedAnswer` to have
  /// the request repeated. Answers why the object cannot be read, if that is no failure. Errors: `Failure`,
  /// `InvalidRequest` among them.
  [[nodiscard]] boost::asio::awaitable<std::optional<Unreadable>> get(
      ApiRequest request, std::function<void(std::string_view)> decode);

  [[nodiscard]] const Usage& usage() const { return usage_; }
  /// How many lists of `most` may run side by side now: fewer, but one, where Google asked us to be slower.
  [[nodiscard]] std::size_t at_once(std::size_t most) const {
    return std::max<std::size_t>(1, most / static_cast<std::size_t>(gate_.slowdown()));
  }

 private:
  /// Sends the request once, when it may leave; `token` is the access token that it carried.
  [[nodiscard]] boost::asio::awaitable<HttpResult> send(const ApiRequest& request, SecretText& token);

  EventLoop& loop_;
  HttpClient& http_;
  TokenSource& tokens_;
  RequestGate gate_;
  host_sdk::Clock& clock_;
  Random random_;
  Usage usage_;
};

}  // namespace gup::google
