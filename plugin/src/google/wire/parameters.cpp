#include "google/wire/parameters.hpp"

#include "host_sdk/encoding.hpp"

namespace gup::google {

namespace {

template <typename Fields>
std::string encode(const Fields& fields) {
  // Reserved in full, so that no part of a secret is left in a smaller buffer.
  std::size_t longest = 0;
  for (const auto& [name, value] : fields) longest += 3 * (name.size() + value.size()) + 2;
  std::string text;
  text.reserve(longest);
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += host_sdk::percent_encode(name);
    text += '=';
    text += SecretText(host_sdk::percent_encode(value)).reveal();
  }
  return text;
}

}  // namespace

std::string encode_query(const Parameters& parameters) {
  return encode(parameters);
}

SecretText encode_form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  return SecretText(encode(fields));
}

}  // namespace gup::google
