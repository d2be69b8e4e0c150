// The answers of users.list and users.get.
#include "google/directory/decoders.hpp"
#include "target.hpp"

using gup::fuzz::decode;
using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = gup::fuzz::text_of(data, size);
  decode([text] {
    for (const auto& user : gup::google::decode_users(text).items) require(!user.id.empty());
  });
  decode([text] { require(!gup::google::decode_single_user(text).id.empty()); });
  decode([text] { require(!gup::google::decode_administrator(text).customer_id.empty()); });
  return 0;
}
