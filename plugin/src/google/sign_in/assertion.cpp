#include "google/sign_in/assertion.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "failure.hpp"
#include "google/parameters.hpp"
#include "google/sign_in/rsa_key.hpp"
#include "google/sign_in/scopes.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {

namespace json = boost::json;
using host_sdk::base64url_encode;

namespace {

/// The longest that Google accepts.
constexpr std::chrono::seconds kLifetime{3600};

}  // namespace

SecretText make_assertion(const DelegatedAccess& access, const std::string& audience,
                          host_sdk::Timestamp now) {
  const auto key = RsaKey::read(access.key.private_key.reveal());
  if (!key)
    throw Failure(host_sdk::ResultCode::access_lost,
                  "The service account's key as it is kept cannot be read. Enter the key file again.");
  const auto issued = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
  const json::object header{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", access.key.key_id}};
  const json::object claims{{"iss", access.key.client_email}, {"sub", access.admin_email},
                            {"scope", needed_scopes(" ")},    {"aud", audience},
                            {"iat", issued.count()},          {"exp", (issued + kLifetime).count()}};
  const std::string text =
      base64url_encode(json::serialize(header)) + "." + base64url_encode(json::serialize(claims));
  return SecretText(text + "." + base64url_encode(key->sign(text)));
}

SecretText assertion_form(const SecretText& assertion) {
  return encode_form(
      {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", assertion.reveal()}});
}

}  // namespace gup::google
