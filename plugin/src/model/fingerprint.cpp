#include "model/fingerprint.hpp"

#include <sodium/crypto_shorthash.h>

#include <array>
#include <cstddef>

namespace gup {

std::int64_t fingerprint(std::string_view bytes) {
  // Not a secret. Hashes of earlier runs are compared, so the key must never change.
  static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey = {
      'g', 'u', 'p', ' ', 't', 'a', 'r', 'g', 'e', 't', ' ', 'u', 's', 'e', 'r', '1'};
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                   kKey.data());
  std::uint64_t number = 0;
  for (std::size_t i = hash.size(); i-- > 0;) number = number << 8 | hash[i];
  return static_cast<std::int64_t>(number);
}

}  // namespace gup
