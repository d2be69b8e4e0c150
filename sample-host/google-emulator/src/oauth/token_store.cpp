#include "oauth/token_store.hpp"

#include <algorithm>

#include "common/crypto.hpp"

namespace emulator {

std::string TokenStore::remember(Authorization request) {
  std::string id = random_text(18);
  pending_[id] = std::move(request);
  return id;
}

Authorization* TokenStore::pending(const std::string& id) {
  const auto found = pending_.find(id);
  return found == pending_.end() ? nullptr : &found->second;
}

std::string TokenStore::grant(Authorization authorization, std::int64_t now) {
  const GrantKey key{authorization.subject, authorization.client_id};
  const auto known = grants_.find(key);
  authorization.first_grant =
      known == grants_.end() || !std::includes(known->second.scopes.begin(), known->second.scopes.end(),
                                               authorization.granted.begin(), authorization.granted.end());
  grants_[key].scopes.insert(authorization.granted.begin(), authorization.granted.end());
  authorization.issued_at = now;
  std::string code = "4/0A" + random_text(48);
  codes_[code] = std::move(authorization);
  return code;
}

std::optional<Authorization> TokenStore::redeem(const std::string& code, std::int64_t now) {
  if (const auto used = used_codes_.find(code); used != used_codes_.end()) {
    const GrantKey key = used->second;
    used_codes_.erase(used);
    cut(key);
    return std::nullopt;
  }
  const auto found = codes_.find(code);
  if (found == codes_.end()) return std::nullopt;
  Authorization authorization = std::move(found->second);
  codes_.erase(found);
  if (now - authorization.issued_at > kCodeLifetime) return std::nullopt;
  used_codes_[code] = {authorization.subject, authorization.client_id};
  return authorization;
}

const Scopes* TokenStore::granted(const GrantKey& key) const {
  const auto found = grants_.find(key);
  return found == grants_.end() ? nullptr : &found->second.scopes;
}

std::string TokenStore::add_access(AccessToken token, std::int64_t now) {
  // Long test runs request many tokens; expired ones are removed when there are many.
  if (access_.size() > 10000)
    std::erase_if(access_, [&](const auto& entry) { return entry.second.expires_at <= now; });
  std::string text = "ya29." + random_text(120);
  access_[text] = std::move(token);
  return text;
}

std::string TokenStore::add_refresh(const GrantKey& key, const Scopes& scopes, std::uint64_t chain) {
  std::string text = "1//0" + random_text(72);
  auto& live = grants_[key].refresh_tokens;
  live.push_back(text);
  refresh_[text] = {key, scopes, chain};
  if (live.size() > kRefreshTokensPerGrant) {
    refresh_.erase(live.front());
    live.pop_front();
  }
  return text;
}

const AccessToken* TokenStore::access(const std::string& token, std::int64_t now) const {
  const auto found = access_.find(token);
  return found == access_.end() || found->second.expires_at <= now ? nullptr : &found->second;
}

const RefreshToken* TokenStore::refresh(const std::string& token) const {
  const auto found = refresh_.find(token);
  return found == refresh_.end() ? nullptr : &found->second;
}

bool TokenStore::revoke(const std::string& token, bool only_chain) {
  GrantKey key;
  std::uint64_t chain = 0;
  bool service_account = false;
  if (const auto found = refresh_.find(token); found != refresh_.end()) {
    key = found->second.grant;
    chain = found->second.chain;
  } else if (const auto access = access_.find(token); access != access_.end()) {
    key = access->second.grant;
    chain = access->second.chain;
    service_account = access->second.service_account;
  } else {
    return false;
  }
  if (!only_chain && !service_account) {
    cut(key);
    return true;
  }
  std::erase_if(access_, [&](const auto& entry) { return entry.second.chain == chain; });
  std::erase_if(refresh_, [&](const auto& entry) { return entry.second.chain == chain; });
  std::erase_if(grants_[key].refresh_tokens, [&](const std::string& text) { return !refresh_.count(text); });
  return true;
}

std::size_t TokenStore::revoke_account(const std::string& subject) {
  std::vector<GrantKey> keys;
  for (const auto& entry : grants_)
    if (entry.first.subject == subject) keys.push_back(entry.first);
  for (const GrantKey& key : keys) cut(key);
  return keys.size();
}

void TokenStore::cut(const GrantKey& key) {
  std::erase_if(access_, [&](const auto& entry) { return entry.second.grant == key; });
  std::erase_if(refresh_, [&](const auto& entry) { return entry.second.grant == key; });
  std::erase_if(codes_, [&](const auto& entry) {
    return entry.second.subject == key.subject && entry.second.client_id == key.client_id;
  });
  grants_.erase(key);
}

void TokenStore::clear() {
  const std::uint64_t last = last_chain_;
  *this = TokenStore();
  last_chain_ = last;
}

}  // namespace emulator
