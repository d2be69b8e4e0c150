// The token endpoint's answers, good and bad.
#include "google/sign_in/oauth.hpp"
#include "google/sign_in/token_errors.hpp"
#include "google/wire/error_body.hpp"
#include "target.hpp"

using gup::fuzz::decode;
using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = gup::fuzz::text_of(data, size);
  decode([text] {
    const auto answer = gup::google::decode_token_answer(text);
    require(!answer.access_token.empty());
    require(answer.access_token.reveal().find_first_of("\r\n") == std::string::npos);
    require(answer.expires_in > std::chrono::seconds{0} && answer.expires_in <= std::chrono::hours{24});
  });
  const auto error = gup::google::decode_token_error(400, text);
  for (const auto step : {gup::google::TokenStep::exchange, gup::google::TokenStep::refresh})
    require(gup::fuzz::is_presentable(gup::google::classify(step, error).sentence));
  return 0;
}
