// Several texts in one string: a third of the memory of separate strings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gup::plan {

/// Appends a text with its length: seven bits a byte, low bits first, the eighth bit set if more bytes
/// follow.
inline void append_text(std::string& packed, std::string_view text) {
  std::size_t length = text.size();
  for (; length >= 0x80; length >>= 7) packed += static_cast<char>(length | 0x80);
  packed += static_cast<char>(length);
  packed += text;
}

/// Removes the first text from `packed` and returns it. Borrows the bytes.
inline std::string_view take_text(std::string_view& packed) {
  std::size_t length = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(packed.front());
    packed.remove_prefix(1);
    length |= static_cast<std::size_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  const std::string_view text = packed.substr(0, length);
  packed.remove_prefix(length);
  return text;
}

}  // namespace gup::plan
