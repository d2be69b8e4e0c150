// One call to the directory, with everything that may be done about its failing.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "google/directory_types.hpp"
#include "google/http_client.hpp"
#include "google/pacer.hpp"
#include "google/retry_policy.hpp"
#include "google/token_source.hpp"

namespace gup::google {

struct ApiRequest {
  CallName call;
  std::string url;
};

/// All references must outlive the caller.
class ApiCaller {
 public:
  ApiCaller(EventLoop& loop, HttpClient& http, TokenSource& tokens, std::shared_ptr<Pacer> pacer,
            host_sdk::Clock& clock, Random random)
      : loop_(loop),
        http_(http),
        tokens_(tokens),
        pacer_(std::move(pacer)),
        clock_(clock),
        random_(std::move(random)) {}

  /// Asks until there is an answer and hands its body to `decode`, which may throw `DamagedAnswer` to have
  /// the request repeated. Answers why the object cannot be read, if that is no failure. Errors: `Failure`.
  [[nodiscard]] boost::asio::awaitable<std::optional<Unreadable>> get(
      ApiRequest request, std::function<void(std::string_view)> decode);

  [[nodiscard]] const Usage& usage() const { return usage_; }

 private:
  EventLoop& loop_;
  HttpClient& http_;
  TokenSource& tokens_;
  std::shared_ptr<Pacer> pacer_;
  host_sdk::Clock& clock_;
  Random random_;
  Usage usage_;
};

}  // namespace gup::google
