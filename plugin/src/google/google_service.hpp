// The Google client's interface: signing in, and opening directories.
#pragma once

#include <memory>
#include <string>

#include "google/directory/directory_reader.hpp"
#include "google/directory/traffic.hpp"
#include "google/sign_in/credentials.hpp"
#include "google/sign_in/grant.hpp"
#include "google/sign_in/scopes.hpp"
#include "google/wire/http.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/services/clock.hpp"
#include "settings/google_settings.hpp"

namespace gup::google {

/// The account of a connection.
struct ProbedAccount {
  std::string id;
  std::string email;
};

/// Thread-safe; one object for the plugin's lifetime. Blocking calls. Errors: as `DirectoryReader`.
class GoogleService {
 public:
  virtual ~GoogleService() = default;

  [[nodiscard]] virtual std::string authorization_url(const AuthorizationRequest& request) const = 0;

  /// Redeems an authorization code. Throws `administrator_action` if Google rejects the code, or if the
  /// answer has no refresh token or id token.
  virtual Grant exchange(const CodeExchange& exchange, host_sdk::TaskMonitor& monitor) = 0;

  /// Tests the access to users, groups, the members of one group and units with the grant's access token,
  /// then reads the administrator's own record: any account can consent, but only an administrator can read.
  /// One group whose members cannot be read proves nothing, so up to four others are tried then. Throws
  /// `access_lost` with a sentence that names everything that Google refused.
  virtual Administrator probe(const Grant& grant, host_sdk::TaskMonitor& monitor) = 0;

  /// The same with a stored refresh token. Throws `access_lost` as well if the token no longer works.
  virtual Administrator probe(const RefreshToken& token, const ProbedAccount& account,
                              host_sdk::TaskMonitor& monitor) = 0;

  /// Signs a service account in, then does the same for the administrator that it impersonates. Throws
  /// `DelegationRefused` if Google gives it no access.
  virtual Administrator probe(const DelegatedAccess& access, host_sdk::TaskMonitor& monitor) = 0;

  /// Opens a directory. Rate limits apply per `account_id`.
  virtual std::unique_ptr<DirectoryReader> open_directory(const Credentials& credentials,
                                                          const std::string& account_id) = 0;

  /// The requests of all readers and probes so far.
  [[nodiscard]] virtual const Traffic& traffic() const = 0;

  /// Revokes the grant at Google. Errors of Google are returned; throws only `Cancelled`.
  virtual Revocation revoke(const SecretText& refresh_token, host_sdk::TaskMonitor& monitor) = 0;
};

/// Does not open a connection yet. `settings` keep the rules of `read_deployment_settings`. The caller owns
/// the service. `clock` must outlive it, and readers must not. [lifecycle]
[[nodiscard]] std::unique_ptr<GoogleService> open_google(GoogleClientSettings settings,
                                                         host_sdk::Clock& clock,
                                                         const HttpLimits& limits = {});

}  // namespace gup::google
