#include "google/sign_in/oauth.hpp"

#include <algorithm>

#include "failure.hpp"
#include "google/directory/json_reader.hpp"
#include "google/encoding.hpp"
#include "google/sign_in/scopes.hpp"

namespace gup::google {

std::string authorization_url(const GoogleClientSettings& settings, const AuthorizationRequest& request) {
  Parameters parameters{
      {"client_id", settings.client_id}, {"redirect_uri", request.redirect_uri},
      {"response_type", "code"},         {"scope", requested_scopes()},
      {"access_type", "offline"},        {"prompt", "consent"},
      {"state", request.state},          {"code_challenge", pkce_challenge(request.code_verifier)},
      {"code_challenge_method", "S256"},
  };
  if (!request.login_hint.empty()) parameters.emplace_back("login_hint", request.login_hint);
  const std::string& base = settings.endpoints.authorization;
  return base + (base.find('?') == std::string::npos ? '?' : '&') + encode_parameters(parameters);
}

std::string exchange_form(const GoogleClientSettings& settings, const CodeExchange& exchange) {
  return encode_parameters({{"client_id", settings.client_id},
                            {"client_secret", settings.client_secret},
                            {"code", exchange.code},
                            {"code_verifier", exchange.code_verifier},
                            {"grant_type", "authorization_code"},
                            {"redirect_uri", exchange.redirect_uri}});
}

std::string refresh_form(const GoogleClientSettings& settings, const std::string& refresh_token) {
  return encode_parameters({{"client_id", settings.client_id},
                            {"client_secret", settings.client_secret},
                            {"grant_type", "refresh_token"},
                            {"refresh_token", refresh_token}});
}

std::string revocation_form(const std::string& token) {
  return encode_parameters({{"token", token}});
}

TokenAnswer decode_token_answer(std::string_view body) {
  constexpr std::string_view kCall = "a token";
  const JsonDocument document(kCall, body);
  const auto& object = document.object();
  TokenAnswer answer;
  auto token = find_some_text(object, "access_token");
  // A header line would end at a line break.
  if (!token || token->find_first_of("\r\n ") != std::string::npos)
    throw_wrong_shape(kCall, "it holds no access token");
  answer.access_token = std::move(*token);
  if (const auto lifetime = find_number(object, "expires_in"); lifetime && *lifetime > 0)
    answer.expires_in = std::chrono::seconds(std::min<std::int64_t>(*lifetime, 24 * 3600));
  if (const auto scopes = find_text(object, "scope")) answer.scopes = split_scopes(*scopes);
  answer.refresh_token = find_some_text(object, "refresh_token");
  answer.id_token = find_some_text(object, "id_token");
  return answer;
}

}  // namespace gup::google
