#include "oauth/service_account.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "emulator.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

TokenError invalid_grant(const std::string& description) {
  return {400, "invalid_grant", description};
}

json::object decode(std::string_view part) {
  try {
    boost::system::error_code failed;
    const json::value value = json::parse(from_base64url(part), failed);
    if (!failed && value.is_object()) return value.get_object();
  } catch (const std::invalid_argument&) {
    // Reported below with Google's error text.
  }
  throw invalid_grant("Invalid JWT: Failed audience check or malformed token.");
}

std::int64_t time_claim(const json::object& claims, const char* name) {
  const json::value* value = claims.if_contains(name);
  if (!value || !value->is_int64())
    throw invalid_grant(
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
        "Check your iat and exp values in the JWT claim.");
  return value->get_int64();
}

void check_times(const json::object& claims, std::int64_t now) {
  const std::int64_t issued = time_claim(claims, "iat");
  const std::int64_t expires = time_claim(claims, "exp");
  constexpr std::int64_t kSkew = 300;
  if (issued > now + kSkew || expires < now - kSkew || expires > now + 3900 || expires - issued > 3600)
    throw invalid_grant(
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
        "Check your iat and exp values in the JWT claim.");
}

void check_signature(const ServiceAccount& account, const json::object& header, std::string_view text,
                     std::string_view encoded) {
  const std::string key_id = text_member(header, "kid").value_or("");
  std::string signature;
  try {
    signature = from_base64url(encoded);
  } catch (const std::invalid_argument&) {
    throw invalid_grant("Invalid JWT Signature.");
  }
  for (const auto& [id, pem] : account.public_keys)
    if ((key_id.empty() || id.empty() || id == key_id) && verify_rs256(pem, text, signature)) return;
  throw invalid_grant("Invalid JWT Signature.");
}

Scopes check_scopes(const ServiceAccount& account, const std::string& text) {
  const auto requested = words(text);
  if (requested.empty() || text.find(',') != std::string::npos)
    throw TokenError(400, "invalid_scope",
                     "Empty or malformed scope parameter: a space-separated list is required");
  const auto delegated = [&](const std::string& scope) {
    return std::find(account.scopes.begin(), account.scopes.end(), scope) != account.scopes.end();
  };
  const auto allowed = std::count_if(requested.begin(), requested.end(), delegated);
  if (allowed == 0)
    throw TokenError(
        401, "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized "
        "for any of the scopes requested.");
  if (static_cast<std::size_t>(allowed) < requested.size())
    throw TokenError(403, "access_denied", "Requested client not authorized.");
  return Scopes(requested.begin(), requested.end());
}

const Workspace& delegating_customer(const Emulator& emulator, const ServiceAccount& account) {
  const Workspace* workspace = account.customer.empty() ? nullptr : emulator.find_workspace(account.customer);
  return workspace ? *workspace : *emulator.setup.workspaces.front();
}

std::string check_subject(const Emulator& emulator, const ServiceAccount& account,
                          const std::string& subject) {
  const Workspace& workspace = delegating_customer(emulator, account);
  const bool foreign = subject.find('@') == std::string::npos || !workspace.owns_domain(domain_of(subject));
  if (foreign) {
    for (const auto& other : emulator.setup.workspaces)
      if (other->users().find(subject) && other.get() != &workspace)
        throw TokenError(401, "unauthorized_client", "Unauthorized client or scope in request.");
    throw invalid_grant("Invalid email or User ID");
  }
  const auto index = workspace.users().find(subject);
  if (!index) throw invalid_grant("Invalid email or User ID");
  const User& user = workspace.users()[*index];
  const bool alias = compare_ignoring_case(user.primary_email, subject) != 0;
  if (user.suspended || user.archived || (alias && !emulator.switches.is("subject_alias", "accepted")))
    throw invalid_grant("Invalid email or User ID");
  return user.id;
}

}  // namespace

namespace {

Assertion check_parts(const Emulator& emulator, const std::string& jwt, const std::string& host) {
  const auto parts = split(jwt, '.');
  if (parts.size() != 3) throw invalid_grant("Invalid JWT: The token is not a signed JWT.");
  const json::object header = decode(parts[0]);
  const json::object claims = decode(parts[1]);
  if (text_member(header, "alg").value_or("") != "RS256")
    throw invalid_grant("Invalid JWT: RS256 is required.");
  const std::string issuer = text_member(claims, "iss").value_or("");
  const ServiceAccount* account = nullptr;
  for (const ServiceAccount& candidate : emulator.setup.service_accounts)
    if (candidate.client_email == issuer) account = &candidate;
  if (!account) throw invalid_grant("Invalid grant: account not found");
  check_signature(*account, header, std::string_view(jwt).substr(0, jwt.rfind('.')), parts[2]);
  const std::string audience = text_member(claims, "aud").value_or("");
  if (audience != "https://oauth2.googleapis.com/token" && audience != "http://" + host + "/token")
    throw invalid_grant("Invalid JWT: Failed audience check.");
  check_times(claims, emulator.now());

  Assertion assertion;
  assertion.client_email = account->client_email;
  assertion.scopes = check_scopes(*account, text_member(claims, "scope").value_or(""));
  const auto subject = text_member(claims, "sub");
  assertion.acts_alone = !subject || *subject == account->client_email;
  assertion.subject =
      assertion.acts_alone ? account->client_email : check_subject(emulator, *account, *subject);
  return assertion;
}

}  // namespace

Assertion check_assertion(const Emulator& emulator, const std::string& jwt, const std::string& host) {
  try {
    return check_parts(emulator, jwt, host);
  } catch (const ControlError& error) {  // a claim of the wrong JSON type
    throw invalid_grant(std::string("Invalid JWT: ") + error.what());
  }
}

}  // namespace emulator
