// Id tokens: the input as a token, and as the claims of a token.
#include "google/sign_in/id_token.hpp"
#include "host_sdk/encoding.hpp"
#include "target.hpp"

using gup::fuzz::decode;
using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  gup::GoogleClientSettings settings;
  settings.client_id = "1234.apps.googleusercontent.com";
  const host_sdk::Timestamp now{std::chrono::hours{24 * 365 * 56}};
  const auto read = [&](std::string_view token) {
    decode([&] {
      const auto identity = gup::google::decode_id_token(settings, token, now);
      require(!identity.account_id.empty() && !identity.email.empty());
    });
  };
  const auto text = gup::fuzz::text_of(data, size);
  read(text);
  read("e30." + host_sdk::base64url_encode(text) + ".c2ln");
  return 0;
}
