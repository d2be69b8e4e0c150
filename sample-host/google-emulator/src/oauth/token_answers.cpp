#include "oauth/token_answers.hpp"

#include <algorithm>
#include <cstdlib>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/text.hpp"
#include "oauth/service_account.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

/// client_secret_post, or client_secret_basic in the Authorization header.
const OauthClient& authenticate_client(const Emulator& emulator, const Request& request,
                                       const Parameters& form) {
  std::string id = first_value(form, "client_id");
  std::string secret = first_value(form, "client_secret");
  const std::string header = request.header("authorization");
  if (header.starts_with("Basic ")) {
    // Base64 differs from base64url in two characters and the padding.
    std::string text = header.substr(6);
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    text.erase(std::find(text.begin(), text.end(), '='), text.end());
    try {
      const std::string pair = from_base64url(text);
      const auto colon = pair.find(':');
      id = percent_decode(pair.substr(0, colon), true);
      secret = colon == std::string::npos ? "" : percent_decode(pair.substr(colon + 1), true);
    } catch (const std::invalid_argument&) {
      throw TokenError(401, "invalid_client", "The Authorization header is not Basic authentication.");
    }
  }
  if (id.empty()) throw TokenError(400, "invalid_request", "Could not determine client ID from request.");
  const OauthClient* client = emulator.find_client(id);
  if (!client) throw TokenError(401, "invalid_client", "The OAuth client was not found.");
  if (secret != client->secret) {
    if (secret.empty()) throw TokenError(400, "invalid_request", "client_secret is missing.");
    throw TokenError(401, "invalid_client", "Unauthorized");
  }
  return *client;
}

std::string granted_text(const Emulator& emulator, const Scopes& scopes) {
  std::string text;
  for (const std::string& scope : scopes) {
    const bool spelled_out = scope == "email" && emulator.switches.is("email_scope", "long");
    text += text.empty() ? "" : " ";
    text += spelled_out ? "https://www.googleapis.com/auth/userinfo.email" : scope;
  }
  return text;
}

std::optional<std::string> hosted_domain(const Emulator& emulator, const Account& account) {
  if (!account.workspace) return std::nullopt;
  const std::string& primary = account.workspace->customer().domain;
  const std::string own = domain_of(account.email);
  if (own == primary || emulator.switches.is("hd_secondary_domain", "primary")) return primary;
  if (emulator.switches.is("hd_secondary_domain", "secondary")) return own;
  return std::nullopt;
}

std::string id_token(const Emulator& emulator, const Account& account, const Authorization& authorization,
                     const std::string& access_token) {
  const std::int64_t now = emulator.now();
  json::object claims{{"iss", "https://accounts.google.com"},
                      {"azp", authorization.client_id},
                      {"aud", authorization.client_id},
                      {"sub", account.subject},
                      {"at_hash", host_sdk::base64url_encode(sha256(access_token).substr(0, 16))},
                      {"iat", now},
                      {"exp", now + 3600}};
  const bool email = authorization.granted.count("email") ||
                     authorization.granted.count("https://www.googleapis.com/auth/userinfo.email");
  if (email) {
    claims["email"] = account.email;
    claims["email_verified"] = true;
  }
  if (const auto domain = hosted_domain(emulator, account)) claims["hd"] = *domain;
  if (!authorization.nonce.empty()) claims["nonce"] = authorization.nonce;
  const json::object header{{"alg", "RS256"}, {"kid", emulator.signing_key().id()}, {"typ", "JWT"}};
  const std::string text = host_sdk::base64url_encode(json::serialize(header)) + "." +
                           host_sdk::base64url_encode(json::serialize(claims));
  return text + "." + host_sdk::base64url_encode(emulator.signing_key().sign(text));
}

json::object token_body(Emulator& emulator, const AccessToken& token) {
  const std::int64_t lifetime = token.expires_at - emulator.now();
  json::object body{{"access_token", emulator.tokens.add_access(token, emulator.now())},
                    {"scope", granted_text(emulator, token.scopes)},
                    {"token_type", "Bearer"}};
  // One hour is reported as 3599 or 3920 seconds, a lifetime set by a test unchanged.
  const bool usual = lifetime == 3600;
  if (emulator.switches.is("expires_in", "string"))
    body["expires_in"] = std::to_string(usual ? 3599 : lifetime);
  else if (emulator.switches.is("expires_in", "3920"))
    body["expires_in"] = usual ? 3920 : lifetime;
  else
    body["expires_in"] = usual ? 3599 : lifetime;
  return body;
}

AccessToken access_token(const Emulator& emulator, const GrantKey& key, const Scopes& scopes,
                         std::uint64_t chain) {
  AccessToken token;
  token.grant = key;
  token.scopes = scopes;
  token.chain = chain;
  token.expires_at = emulator.now() + emulator.switches.number("access_token_lifetime_seconds");
  return token;
}

json::object exchange(Emulator& emulator, const Request& request, const Parameters& form) {
  const OauthClient& client = authenticate_client(emulator, request, form);
  const auto code = emulator.tokens.redeem(first_value(form, "code"), emulator.now());
  if (!code || code->client_id != client.client_id)
    throw TokenError(400, "invalid_grant", "Malformed auth code.");
  if (code->redirect_uri != first_value(form, "redirect_uri"))
    throw TokenError(400, "redirect_uri_mismatch", "Bad Request");
  const std::string verifier = first_value(form, "code_verifier");
  if (verifier.empty()) throw TokenError(400, "invalid_grant", "Missing code verifier.");
  if (!verifier_fits(verifier, code->challenge))
    throw TokenError(400, "invalid_grant", "Invalid code verifier.");
  const auto account = emulator.find_account(code->subject);
  if (!account) throw TokenError(400, "invalid_grant", "The account has been deleted");

  const GrantKey key{code->subject, client.client_id};
  const std::uint64_t chain = emulator.tokens.new_chain();
  json::object body = token_body(emulator, access_token(emulator, key, code->granted, chain));
  const auto prompts = words(code->prompt);
  const bool asked = std::find(prompts.begin(), prompts.end(), "consent") != prompts.end();
  if (code->offline && (code->first_grant || asked))
    body["refresh_token"] = emulator.tokens.add_refresh(key, code->granted, chain);
  const bool identity = code->granted.count("openid") || code->granted.count("email") ||
                        code->granted.count("profile") ||
                        code->granted.count("https://www.googleapis.com/auth/userinfo.email");
  if (identity)
    body["id_token"] = id_token(emulator, *account, *code, std::string(body["access_token"].as_string()));
  return body;
}

json::object refresh(Emulator& emulator, const Request& request, const Parameters& form) {
  const OauthClient& client = authenticate_client(emulator, request, form);
  const std::string text = first_value(form, "refresh_token");
  if (text.empty()) throw TokenError(400, "invalid_request", "Missing required parameter: refresh_token");
  const RefreshToken* found = emulator.tokens.refresh(text);
  if (!found) throw TokenError(400, "invalid_grant", "Token has been expired or revoked.");
  if (found->grant.client_id != client.client_id)
    throw TokenError(401, "unauthorized_client", "Unauthorized");
  if (!emulator.find_account(found->grant.subject))
    throw TokenError(400, "invalid_grant", "The account has been deleted");
  const RefreshToken token = *found;
  return token_body(emulator, access_token(emulator, token.grant, token.scopes, token.chain));
}

json::object service_account_grant(Emulator& emulator, const Request& request, const Parameters& form) {
  const Assertion assertion =
      check_assertion(emulator, first_value(form, "assertion"), request.header("host"));
  AccessToken token = access_token(emulator, {assertion.subject, assertion.client_email}, assertion.scopes,
                                   emulator.tokens.new_chain());
  token.service_account = assertion.acts_alone;
  json::object body = token_body(emulator, token);
  body.erase("scope");
  return body;
}

}  // namespace

Answer answer_token(Emulator& emulator, const Request& request) {
  if (!request.header("content-type").starts_with("application/x-www-form-urlencoded"))
    throw TokenError(400, "invalid_request", "The body must be application/x-www-form-urlencoded");
  const Parameters form = parse_parameters(request.body);
  const std::string grant = first_value(form, "grant_type");
  json::object body;
  if (grant == "authorization_code")
    body = exchange(emulator, request, form);
  else if (grant == "refresh_token")
    body = refresh(emulator, request, form);
  else if (grant == "urn:ietf:params:oauth:grant-type:jwt-bearer")
    body = service_account_grant(emulator, request, form);
  else
    throw TokenError(400, "unsupported_grant_type", "Invalid grant_type: " + grant);
  Answer answer = json_answer(200, body);
  answer.headers.emplace_back("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
  return answer;
}

Answer answer_revocation(Emulator& emulator, const Request& request) {
  Parameters form = parse_parameters(request.body);
  const std::string token =
      find(form, "token") ? first_value(form, "token") : first_value(request.query, "token");
  if (token.empty()) throw TokenError(400, "invalid_request", "Missing required parameter: token");
  if (!emulator.tokens.revoke(token, emulator.switches.is("revoke_cuts", "one"))) {
    const std::string& variant = emulator.switches.text("revoke_dead_token");
    if (variant == "invalid_token") throw TokenError(400, "invalid_token", "Token expired or revoked");
    if (variant == "invalid_request") throw TokenError(400, "invalid_request", "Bad Request");
  }
  return json_answer(200, json::object{});
}

Answer answer_certificates(const Emulator& emulator) {
  const RsaKey& key = emulator.signing_key();
  return json_answer(
      200,
      json::object{{"keys", json::array{json::object{{"kty", "RSA"},
                                                     {"alg", "RS256"},
                                                     {"use", "sig"},
                                                     {"kid", key.id()},
                                                     {"n", host_sdk::base64url_encode(key.modulus())},
                                                     {"e", host_sdk::base64url_encode(key.exponent())}}}}});
}

}  // namespace emulator
