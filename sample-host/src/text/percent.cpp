#include "text/percent.hpp"

namespace sample_host {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The byte that the escape at `at` stands for; nothing when there is none.
std::optional<char> escaped_byte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return {};
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  if (high < 0 || low < 0) return {};
  return static_cast<char>(high * 16 + low);
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const auto byte = escaped_byte(text, at)) {
      decoded += *byte;
      at += 2;
    } else {
      decoded += text[at] == '+' && plus_is_blank ? ' ' : text[at];
    }
  }
  return decoded;
}

std::optional<std::string> percent_decode_strictly(std::string_view text, bool plus_is_blank) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '%' && !escaped_byte(text, at)) return {};
  return percent_decode(text, plus_is_blank);
}

}  // namespace sample_host
