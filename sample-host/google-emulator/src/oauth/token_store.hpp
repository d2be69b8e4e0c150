#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

/// Codes, tokens and grants. Time is an argument, in seconds since the epoch.
namespace emulator {

using Scopes = std::set<std::string>;

/// The account and the client of a grant.
struct GrantKey {
  std::string subject;  ///< the account's id, or a service account's client_email
  std::string client_id;
  auto operator<=>(const GrantKey&) const = default;
};

/// One authorization request, from the first page to the exchange of its code.
struct Authorization {
  std::string client_id;
  std::string redirect_uri;
  std::vector<std::string> requested;
  std::string state;
  std::string challenge;
  std::string nonce;
  std::string prompt;
  std::string hosted_domain;
  bool offline = false;
  std::string subject;  ///< once an account is chosen
  Scopes granted;       ///< once consent is given
  bool first_grant = false;
  std::int64_t issued_at = 0;
};

struct AccessToken {
  GrantKey grant;
  Scopes scopes;
  std::int64_t expires_at = 0;
  std::uint64_t chain = 0;  ///< shared by a refresh token and its access tokens
  bool service_account = false;
};

struct RefreshToken {
  GrantKey grant;
  Scopes scopes;
  std::uint64_t chain = 0;
};

class TokenStore {
 public:
  static constexpr std::size_t kRefreshTokensPerGrant = 100;
  static constexpr std::int64_t kCodeLifetime = 600;

  /// Stores a request until its page is answered. Returns its opaque id.
  std::string remember(Authorization request);
  Authorization* pending(const std::string& id);
  void forget(const std::string& id) { pending_.erase(id); }

  /// Records the grant and returns the code.
  std::string grant(Authorization authorization, std::int64_t now);
  /// A code works once. A second use revokes the tokens of the first (RFC 6749, section 4.1.2).
  std::optional<Authorization> redeem(const std::string& code, std::int64_t now);
  const Scopes* granted(const GrantKey& key) const;

  std::string add_access(AccessToken token, std::int64_t now);
  std::string add_refresh(const GrantKey& key, const Scopes& scopes, std::uint64_t chain);
  std::uint64_t new_chain() { return ++last_chain_; }
  const AccessToken* access(const std::string& token, std::int64_t now) const;
  const RefreshToken* refresh(const std::string& token) const;

  /// Revokes the grant of a refresh or access token, or only its chain. Returns false for an unknown token.
  bool revoke(const std::string& token, bool only_chain);
  /// Revokes all grants of an account and returns their number.
  std::size_t revoke_account(const std::string& subject);
  void expire_access_tokens() { access_.clear(); }
  void clear();
  std::size_t access_count() const { return access_.size(); }
  std::size_t refresh_count() const { return refresh_.size(); }

 private:
  struct Grant {
    Scopes scopes;
    std::deque<std::string> refresh_tokens;  ///< oldest first
  };
  void cut(const GrantKey& key);

  std::map<std::string, Authorization> pending_;
  std::map<std::string, Authorization> codes_;
  std::map<std::string, GrantKey> used_codes_;
  std::unordered_map<std::string, AccessToken> access_;
  std::unordered_map<std::string, RefreshToken> refresh_;
  std::map<GrantKey, Grant> grants_;
  std::uint64_t last_chain_ = 0;
};

}  // namespace emulator
