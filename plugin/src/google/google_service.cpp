#include "google/google_service.hpp"

#include <random>
#include <utility>

#include "failure.hpp"
#include "google/access_probe.hpp"
#include "google/directory/api_caller.hpp"
#include "google/directory/directory_client.hpp"
#include "google/directory/directory_requests.hpp"
#include "google/sign_in/id_token.hpp"
#include "google/sign_in/oauth.hpp"
#include "google/sign_in/scopes.hpp"

namespace gup::google {

using host_sdk::ResultCode;
using host_sdk::TaskMonitor;

namespace {

Random make_random() {
  return [engine = std::mt19937_64(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
  };
}

/// The parts of one blocking call outside a reader.
struct Session {
  Session(const GoogleClientSettings& settings, host_sdk::Clock& clock, const HttpLimits& limits)
      : random(make_random()),
        loop(clock),
        http(loop, limits, settings.ca_file),
        tokens(loop, http, settings, clock, random) {}
  Random random;
  EventLoop loop;
  HttpClient http;
  TokenClient tokens;
};

template <typename Value>
boost::asio::awaitable<void> keep(boost::asio::awaitable<Value> work, Value& into) {
  into = co_await std::move(work);
}

/// "project.iam.gserviceaccount.com": the part of a service account's email that names its project.
std::string project_of(const DelegatedAccess& access) {
  const std::string& address = access.key.client_email;
  return address.substr(address.rfind('@') + 1);
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
      throw Failure(ResultCode::administrator_action,
                    "Google gave no permanent access. Remove this app's access at "
                    "https://myaccount.google.com/permissions, then connect to Google again.");
    if (!answer.id_token)
      throw Failure(
          ResultCode::administrator_action,
          "Google did not name the account that signed in. Connect again and leave every box checked.");
    Identity identity = decode_id_token(settings_, *answer.id_token, clock_.now());
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
    const auto pacer = pacer_of(settings_.client_id, grant.account_id);
    return probe(session, token, pacer, {grant.account_id, grant.account_email}, monitor);
  }

  Administrator probe(const RefreshToken& token, const ProbedAccount& account,
                      TaskMonitor& monitor) override {
    Session session(settings_, clock_, limits_);
    TokenSource tokens(session.loop, session.tokens, token);
    return probe(session, tokens, pacer_of(settings_.client_id, account.id), account, monitor);
  }

  Administrator probe(const DelegatedAccess& access, TaskMonitor& monitor) override {
    Session session(settings_, clock_, limits_);
    TokenSource token(session.loop, session.tokens, access);
    // The directory accepts an email in place of the id, which is not known yet.
    const auto pacer = pacer_of(project_of(access), access.admin_email);
    return probe(session, token, pacer, {access.admin_email, access.admin_email}, monitor);
  }

  std::unique_ptr<DirectoryReader> open_directory(const Credentials& credentials,
                                                  const std::string& account_id) override {
    const auto* access = std::get_if<DelegatedAccess>(&credentials);
    // A delegation is rate-limited by email, as in its probe, which does not know the id yet.
    const auto pacer = access == nullptr ? pacer_of(settings_.client_id, account_id)
                                         : pacer_of(project_of(*access), access->admin_email);
    return make_directory_client({settings_, clock_, pacer, credentials, make_random(), limits_, traffic_});
  }

  [[nodiscard]] const Traffic& traffic() const override { return traffic_; }

  Revocation revoke(const SecretText& refresh_token, TaskMonitor& monitor) override {
    Session session(settings_, clock_, limits_);
    Revocation revocation = Revocation::unreachable;
    session.loop.run(keep(session.tokens.revoke(refresh_token), revocation), monitor);
    return revocation;
  }

 private:
  /// `account.id` may be an email, which the directory accepts as well.
  Administrator probe(Session& session, TokenSource& token, std::shared_ptr<Pacer> pacer,
                      const ProbedAccount& account, TaskMonitor& monitor) {
    ApiCaller api(session.loop, session.http, token, std::move(pacer), clock_, session.random, traffic_);
    const DirectoryRequests requests(settings_.endpoints.directory);
    return AccessProbe(session.loop, api, requests).run(account, monitor);
  }

  /// Google's quota is per project and account.
  std::shared_ptr<Pacer> pacer_of(const std::string& project, const std::string& account_id) {
    return pacers_.of(project, account_id, clock_.steady_now());
  }

  const GoogleClientSettings settings_;
  host_sdk::Clock& clock_;
  const HttpLimits limits_;
  Pacers pacers_;
  Traffic traffic_;
};

}  // namespace

std::unique_ptr<GoogleService> open_google(GoogleClientSettings settings, host_sdk::Clock& clock,
                                           const HttpLimits& limits) {
  return std::make_unique<Google>(std::move(settings), clock, limits);
}

}  // namespace gup::google
