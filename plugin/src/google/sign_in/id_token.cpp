#include "google/sign_in/id_token.hpp"

#include <algorithm>
#include <boost/json/value.hpp>

#include "failure.hpp"
#include "google/wire/json_reader.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

/// The largest accepted difference between Google's clock and this machine's.
constexpr std::chrono::minutes kSkew{5};

[[noreturn]] void refuse_token(const std::string& why) {
  throw Failure(host_sdk::ResultCode::administrator_action,
                "Google's answer to the sign-in cannot be used: " + why + ". Connect to Google again.");
}

std::string_view payload_of(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  return token.substr(first + 1, second - first - 1);
}

/// "https://host:port" of an address.
std::string_view origin_of(std::string_view address) {
  const std::size_t host = address.find("://");
  if (host == std::string_view::npos) return {};
  return address.substr(0, address.find('/', host + 3));
}

/// Google's two spellings, or the origin of an emulator's consent screen.
bool is_known_issuer(const GoogleClientSettings& settings, const std::string& issuer) {
  return issuer == "https://accounts.google.com" || issuer == "accounts.google.com" ||
         issuer == origin_of(settings.endpoints.authorization);
}

bool is_for_client(const json::object& claims, const std::string& client_id) {
  if (find_text(claims, "aud") == client_id) return true;
  const json::value* audience = claims.if_contains("aud");
  if (audience == nullptr || !audience->is_array()) return false;
  const json::array& list = audience->get_array();
  return std::any_of(list.begin(), list.end(), [&](const json::value& entry) {
    return entry.is_string() && std::string_view(entry.get_string()) == client_id;
  });
}

Identity read_claims(const GoogleClientSettings& settings, const json::object& claims,
                     host_sdk::Timestamp now) {
  if (!is_known_issuer(settings, find_text(claims, "iss").value_or("")))
    refuse_token("the id token is not from Google");
  if (!is_for_client(claims, settings.client_id)) refuse_token("the id token was issued to another client");
  const auto expires = find_number(claims, "exp");
  // In whole seconds: a large number would overflow in microseconds.
  const auto present = std::chrono::floor<std::chrono::seconds>(now - kSkew).time_since_epoch().count();
  if (!expires || *expires <= present)
    refuse_token("the id token has expired, or the clock of this machine is wrong");
  auto account = find_some_text(claims, "sub");
  auto email = find_some_text(claims, "email");
  if (!account || !email) refuse_token("the id token has no account");
  return {std::move(*account), std::move(*email), find_some_text(claims, "hd")};
}

}  // namespace

Identity decode_id_token(const GoogleClientSettings& settings, std::string_view id_token,
                         host_sdk::Timestamp now) {
  const auto payload = host_sdk::base64url_decode(payload_of(id_token));
  if (!payload || payload->empty()) refuse_token("the id token cannot be read");
  try {
    const JsonDocument document("the sign-in", *payload);
    return read_claims(settings, document.object(), now);
  } catch (const DamagedAnswer&) {
    refuse_token("the id token cannot be read");
  }
}

}  // namespace gup::google
