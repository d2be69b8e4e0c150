// The answers of orgunits.list.
#include "google/directory/decoders.hpp"
#include "target.hpp"

using gup::fuzz::decode;
using gup::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = gup::fuzz::text_of(data, size);
  decode([text] {
    for (const auto& unit : gup::google::decode_units(text)) require(!unit.id.empty() && !unit.path.empty());
  });
  decode([text] { gup::google::check_unit_list(text); });
  return 0;
}
