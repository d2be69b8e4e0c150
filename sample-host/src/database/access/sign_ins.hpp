// Who is signed in on the web, and in which language they read (tables host_sessions,
// host_account_languages).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

struct SignIn {
  /// SHA-256 of the token, in hex: stored in the table, and binds a callback's `state` to the browser.
  std::string token_hash;
  std::string account;
  /// `account_stamp()` at the time of signing in: it differs once the account's password has changed.
  std::string account_stamp;
  host_sdk::Timestamp created_at;
  host_sdk::Timestamp expires_at;
  /// The language that the person chose; empty for none.
  std::string language{};
};

/// The sessions of browsers. Only hashes of tokens are stored. Every function throws SqlError.
class SignIns {
 public:
  explicit SignIns(HostDatabase& database) : database_(database) {}

  /// Makes a session for `lifetime` and returns its token: 256 random bits as base64url.
  [[nodiscard]] std::string create(std::string_view account, std::string_view account_stamp,
                                   host_sdk::Timestamp now, std::chrono::seconds lifetime);

  /// The session of a token, unless it has expired or begins in the future.
  [[nodiscard]] std::optional<SignIn> find(std::string_view token, host_sdk::Timestamp now);

  /// Stores the language that a person chose, for all of the account's sessions.
  void choose_language(std::string_view account, std::string_view language);

  void remove(std::string_view token);
  void remove_expired(host_sdk::Timestamp now);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
