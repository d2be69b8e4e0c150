#include "google/sign_in/oauth.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "failure.hpp"
#include "google/sign_in/scopes.hpp"
#include "google/wire/json_reader.hpp"
#include "google/wire/parameters.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {

namespace {

/// The S256 challenge of RFC 7636: base64url(SHA-256(verifier)).
std::string pkce_challenge(const std::string& verifier) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  return host_sdk::base64url_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace

std::string authorization_url(const GoogleClientSettings& settings, const AuthorizationRequest& request) {
  Parameters parameters{
      {"client_id", settings.client_id}, {"redirect_uri", request.redirect_uri},
      {"response_type", "code"},         {"scope", requested_scopes(request.with_schemas)},
      {"access_type", "offline"},        {"prompt", "consent"},
      {"state", request.state},          {"code_challenge", pkce_challenge(request.code_verifier.reveal())},
      {"code_challenge_method", "S256"},
  };
  if (!request.login_hint.empty()) parameters.emplace_back("login_hint", request.login_hint);
  const std::string& base = settings.endpoints.authorization;
  return base + (base.find('?') == std::string::npos ? '?' : '&') + encode_query(parameters);
}

SecretText exchange_form(const GoogleClientSettings& settings, const CodeExchange& exchange) {
  return encode_form({{"client_id", settings.client_id},
                      {"client_secret", settings.client_secret.reveal()},
                      {"code", exchange.code.reveal()},
                      {"code_verifier", exchange.code_verifier.reveal()},
                      {"grant_type", "authorization_code"},
                      {"redirect_uri", exchange.redirect_uri}});
}

SecretText refresh_form(const GoogleClientSettings& settings, const SecretText& refresh_token) {
  return encode_form({{"client_id", settings.client_id},
                      {"client_secret", settings.client_secret.reveal()},
                      {"grant_type", "refresh_token"},
                      {"refresh_token", refresh_token.reveal()}});
}

SecretText revocation_form(const SecretText& token) {
  return encode_form({{"token", token.reveal()}});
}

TokenAnswer decode_token_answer(std::string_view body) {
  constexpr std::string_view kCall = "the token request";
  const JsonDocument document(kCall, body, wiped_memory());
  const auto& object = document.object();
  TokenAnswer answer;
  auto token = find_secret(object, "access_token");
  // A line break would end the header that carries the token.
  if (!token || token->reveal().find_first_of("\r\n ") != std::string::npos)
    throw_wrong_format(kCall, "it has no access token");
  answer.access_token = std::move(*token);
  if (const auto lifetime = find_number(object, "expires_in"); lifetime && *lifetime > 0)
    answer.expires_in = std::chrono::seconds(std::min<std::int64_t>(*lifetime, 24 * 3600));
  if (const auto scopes = find_text(object, "scope")) answer.scopes = split_scopes(*scopes);
  answer.refresh_token = find_secret(object, "refresh_token");
  answer.id_token = find_some_text(object, "id_token");
  return answer;
}

}  // namespace gup::google
