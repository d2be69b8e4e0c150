#include "model/settings/group_attribute.hpp"

#include <sodium/crypto_generichash.h>

#include <array>
#include <stdexcept>

#include "host_sdk/encoding.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"
#include "model/settings/setting_names.hpp"

namespace gup {
namespace {

constexpr std::string_view kPrefix = "value:";
constexpr std::size_t kHashBytes = 16;

std::string prefix_of(GroupAttribute attribute) {
  return std::string(kPrefix) + to_name(attribute) + ":";
}

}  // namespace

std::size_t place_of(GroupAttribute attribute) {
  const std::string name = to_name(attribute);
  for (std::size_t place = 0; place < kTargetFields.size(); ++place)
    if (name == kTargetFields[place].column) return place;
  throw std::logic_error("a field that makes target groups is not a field of target users");
}

std::string in_words(GroupAttribute attribute) {
  return lower_first(host_sdk::tr(field_of(attribute).label));
}

std::string value_group_id(GroupAttribute attribute, std::string_view value_key) {
  std::array<unsigned char, kHashBytes> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(value_key.data()),
                     value_key.size(), nullptr, 0);
  return prefix_of(attribute) +
         host_sdk::hex_encode({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

bool is_value_group_id(std::string_view source_id) {
  return source_id.starts_with(kPrefix);
}

bool is_value_group_id(std::string_view source_id, GroupAttribute attribute) {
  return source_id.starts_with(prefix_of(attribute));
}

}  // namespace gup
