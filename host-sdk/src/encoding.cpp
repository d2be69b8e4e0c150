#include "host_sdk/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace host_sdk {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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

/// The byte that the escape at `at` encodes, or nullopt if there is no valid escape.
std::optional<char> escaped_byte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return std::nullopt;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

/// The value of each character of the alphabet, -1 for every other byte.
constexpr std::array<std::int8_t, 256> values_of(std::string_view alphabet) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}
constexpr auto kBase64Values = values_of(kBase64);
constexpr auto kBase64UrlValues = values_of(kBase64Url);

/// Removes correct padding; false if the padding is wrong.
bool remove_padding(std::string_view& text) {
  if (!text.ends_with('=')) return true;
  if (text.size() % 4 != 0) return false;
  text.remove_suffix(1);
  if (text.ends_with('=')) text.remove_suffix(1);
  return true;
}

/// Without padding.
std::string encode(std::string_view bytes, std::string_view alphabet) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet[buffer >> (bits - 6) & 63U];
  }
  if (bits > 0) text += alphabet[buffer << (6 - bits) & 63U];
  return text;
}

/// With correct padding or none.
std::optional<std::string> decode(std::string_view text, const std::array<std::int8_t, 256>& values) {
  if (!remove_padding(text) || text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    buffer = (buffer << 6U | static_cast<std::uint32_t>(value)) & 0xFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(buffer >> bits & 0xFFU);
  }
  if ((buffer & ((1U << bits) - 1U)) != 0) return std::nullopt;
  return bytes;
}

constexpr std::string_view kFormulaStarts[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool looks_like_formula(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" '")));
  return std::ranges::any_of(kFormulaStarts, [&](std::string_view start) { return text.starts_with(start); });
}

bool ends_cell(char c) {
  return std::string_view(";|\t\r\n").find(c) != std::string_view::npos;
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string encoded;
  // At most three characters a byte: the text may be a secret, and growing would leave copies behind.
  encoded.reserve(text.size() * 3);
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHexDigits[byte >> 4U];
    encoded += kHexDigits[byte & 15U];
  }
  return encoded;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const auto byte = escaped_byte(text, at)) {
      decoded += *byte;
      at += 2;
    } else {
      decoded += text[at] == '+' && plus_is_space ? ' ' : text[at];
    }
  }
  return decoded;
}

std::optional<std::string> percent_decode_strict(std::string_view text, bool plus_is_space) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '%' && !escaped_byte(text, at)) return std::nullopt;
  return percent_decode(text, plus_is_space);
}

std::string base64_encode(std::string_view bytes) {
  auto text = encode(bytes, kBase64);
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  return text.size() % 4 == 0 ? decode(text, kBase64Values) : std::nullopt;
}

std::string base64url_encode(std::string_view bytes) {
  return encode(bytes, kBase64Url);
}

std::optional<std::string> base64url_decode(std::string_view text) {
  return decode(text, kBase64UrlValues);
}

std::string hex_encode(std::string_view bytes) {
  constexpr std::string_view kLowerCase = "0123456789abcdef";
  std::string digits;
  digits.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    digits += kLowerCase[static_cast<unsigned char>(byte) >> 4];
    digits += kLowerCase[static_cast<unsigned char>(byte) & 0xF];
  }
  return digits;
}

std::string with_formula_apostrophes(std::string_view field) {
  std::string text;
  bool cell_starts = true;
  for (std::size_t at = 0; at < field.size(); ++at) {
    if (cell_starts && looks_like_formula(field.substr(at))) text += '\'';
    text += field[at];
    cell_starts = ends_cell(field[at]);
  }
  return text;
}

std::string without_formula_apostrophes(std::string_view field) {
  std::string text;
  bool cell_starts = true;
  for (std::size_t at = 0; at < field.size(); ++at) {
    const bool added = cell_starts && field[at] == '\'' && looks_like_formula(field.substr(at));
    if (!added) text += field[at];
    cell_starts = !added && ends_cell(field[at]);
  }
  return text;
}

}  // namespace host_sdk
