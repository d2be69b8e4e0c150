// The answers of groups.list.
#include "google/directory/decoders.hpp"
#include "target.hpp"

using gup::fuzz::decode;
using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = gup::fuzz::text_of(data, size);
  decode([text] {
    for (const auto& group : gup::google::decode_groups(text).items) require(!group.id.empty());
  });
  return 0;
}
