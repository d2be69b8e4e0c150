#include "google/open_google.hpp"

#include <random>
#include <utility>

#include "failure.hpp"
#include "google/directory_client.hpp"
#include "google/oauth.hpp"
#include "google/probe.hpp"
#include "google/scopes.hpp"

namespace gup::google {

using host_sdk::ResultCode;
using host_sdk::TaskMonitor;

namespace {

Random make_random() {
  return [engine = std::mt19937_64(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
  };
}

/// What one blocking call outside a reader needs.
struct Session {
  Session(const GoogleClientSettings& settings, host_sdk::Clock& clock, const HttpLimits& limits)
      : random(make_random()), loop(clock), http(loop, limits), tokens(loop, http, settings, clock, random) {}
  Random random;
  EventLoop loop;
  HttpClient http;
  TokenClient tokens;
};

template <typename Value>
boost::asio::awaitable<void> keep(boost::asio::awaitable<Value> work, Value& into) {
  into = co_await std::move(work);
}

class Google : public GoogleService {
 public:
  Google(GoogleClientSettings settings, host_sdk::Clock& clock, const HttpLimits& limits)
      : settings_(std::move(settings)),
        clock_(clock),
        limits_(limits),
        pacers_(settings_.requests_per_minute, settings_.project_requests_per_minute) {}

  std::string authorization_url(const AuthorizationRequest& request) const override {
    return google::authorization_url(settings_, request);
  }

  Grant exchange(const CodeExchange& exchange, TaskMonitor& monitor) override {
    Session session(settings_, clock_, limits_);
    TokenAnswer answer;
    session.loop.run(keep(session.tokens.exchange(exchange), answer), monitor);
    if (!answer.refresh_token)
      throw Failure(ResultCode::administrator,
                    "Google gave no lasting access. Take this app's access back at "
                    "https://myaccount.google.com/permissions, then connect to Google again.");
    if (!answer.id_token)
      throw Failure(ResultCode::administrator,
                    "Google did not say which account signed in. Connect again and leave every box ticked.");
    Identity identity = read_id_token(settings_, *answer.id_token, clock_.now());
    return {std::move(*answer.refresh_token),
            std::move(answer.access_token),
            answer.scopes ? std::move(*answer.scopes) : split_scopes(requested_scopes()),
            std::move(identity.account_id),
            std::move(identity.email),
            std::move(identity.hosted_domain)};
  }

  Administrator probe(const Grant& grant, TaskMonitor& monitor) override {
    Session session(settings_, clock_, limits_);
    TokenSource token(session.loop, grant.access_token);
    ApiCaller api(session.loop, session.http, token, pacer_of(grant.account_id), clock_, session.random);
    const DirectoryRequests requests(settings_.endpoints.directory);
    Administrator administrator;
    session.loop.run(keep(google::probe(api, requests, grant.account_id, grant.account_email), administrator),
                     monitor);
    return administrator;
  }

  std::unique_ptr<DirectoryReader> open_directory(const std::string& refresh_token,
                                                  const std::string& account_id) override {
    return make_directory_client(
        {settings_, clock_, pacer_of(account_id), refresh_token, make_random(), limits_});
  }

  Revocation revoke(const std::string& refresh_token, TaskMonitor& monitor) override {
    Session session(settings_, clock_, limits_);
    Revocation revocation = Revocation::unreachable;
    session.loop.run(keep(session.tokens.revoke(refresh_token), revocation), monitor);
    return revocation;
  }

 private:
  std::shared_ptr<Pacer> pacer_of(const std::string& account_id) {
    return pacers_.of(settings_.client_id, account_id, clock_.steady_now());
  }

  const GoogleClientSettings settings_;
  host_sdk::Clock& clock_;
  const HttpLimits limits_;
  Pacers pacers_;
};

void check(bool holds, const std::string& sentence) {
  if (!holds) throw Failure(ResultCode::operator_action, sentence);
}

void check_address(const std::string& key, const std::string& address) {
  check(is_acceptable_address(address),
        "google.endpoints." + key + " has to be an https address, or http on a loopback address; it is \"" +
            address + "\".");
}

}  // namespace

std::unique_ptr<GoogleService> open_google(GoogleClientSettings settings, host_sdk::Clock& clock,
                                           const HttpLimits& limits) {
  check_address("authorization", settings.endpoints.authorization);
  check_address("token", settings.endpoints.token);
  check_address("revocation", settings.endpoints.revocation);
  check_address("directory", settings.endpoints.directory);
  check(!settings.client_id.empty(), "google.client_id is missing.");
  check(settings.requests_per_minute >= 1, "google.requests_per_minute has to be at least 1.");
  check(!settings.project_requests_per_minute || *settings.project_requests_per_minute >= 1,
        "google.project_requests_per_minute has to be at least 1.");
  check(settings.concurrency >= 1, "google.concurrency has to be at least 1.");
  return std::make_unique<Google>(std::move(settings), clock, limits);
}

}  // namespace gup::google
