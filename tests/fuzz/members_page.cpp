// The answers of members.list.
#include "google/directory/decoders.hpp"
#include "target.hpp"

using gup::fuzz::decode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = gup::fuzz::text_of(data, size);
  decode([text] { (void)gup::google::decode_members(text); });
  return 0;
}
