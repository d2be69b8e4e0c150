// Google as the plugin sees it: signing in, and directories to read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "google/directory/directory_reader.hpp"
#include "google/sign_in/credentials.hpp"
#include "google/sign_in/scopes.hpp"
#include "host_sdk/monitor.hpp"

namespace gup::google {

/// An address to send the administrator to (authorization code with PKCE S256, offline, consent).
struct AuthorizationRequest {
  std::string redirect_uri;
  std::string state;
  SecretText code_verifier;
  /// The address of the account to offer first; empty for none.
  std::string login_hint;
};

struct CodeExchange {
  std::string code;
  std::string redirect_uri;
  SecretText code_verifier;
};

/// What the token endpoint granted.
struct Grant {
  SecretText refresh_token;
  SecretText access_token;
  std::vector<std::string> scopes;
  /// From the id token: the account's immutable id, address and hosted domain (absent: a consumer account).
  std::string account_id;
  std::string account_email;
  std::optional<std::string> hosted_domain;
};

/// Who the connecting administrator is, by the directory itself.
struct Administrator {
  std::string id;
  std::string primary_email;
  std::string customer_id;
};

enum class Revocation { revoked, already_gone, unreachable };

/// Thread-safe; one object for the plugin's life. Blocking calls. Errors: as `DirectoryReader`.
class GoogleService {
 public:
  virtual ~GoogleService() = default;

  [[nodiscard]] virtual std::string authorization_url(const AuthorizationRequest& request) const = 0;

  /// Redeems an authorization code. Throws `administrator` when Google refuses the code, and when the answer
  /// lacks a refresh token or an id token.
  virtual Grant exchange(const CodeExchange& exchange, host_sdk::TaskMonitor& monitor) = 0;

  /// Tries users, groups and units once each with the grant's access token and reads the administrator's own
  /// record. Throws `access_lost` with the sentence for the administrator when one of them is refused.
  virtual Administrator probe(const Grant& grant, host_sdk::TaskMonitor& monitor) = 0;

  /// The same for a service account, which is signed in first; the administrator is the one in whose name it
  /// reads. Throws `DelegationRefused` when Google gives it no access.
  virtual Administrator probe(const DelegatedAccess& access, host_sdk::TaskMonitor& monitor) = 0;

  /// A directory to read by `credentials`. `account_id` paces requests by Google account.
  virtual std::unique_ptr<DirectoryReader> open_directory(const Credentials& credentials,
                                                          const std::string& account_id) = 0;

  /// Takes the grant back at Google. Never throws for Google's sake; `Cancelled` is thrown.
  virtual Revocation revoke(const SecretText& refresh_token, host_sdk::TaskMonitor& monitor) = 0;
};

}  // namespace gup::google
