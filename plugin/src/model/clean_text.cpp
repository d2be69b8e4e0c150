#include "model/clean_text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "host_sdk/text.hpp"

namespace gup {
namespace {

using namespace std::string_view_literals;

constexpr std::array kRemoved = {"\u200B"sv, "\u2060"sv, "\uFEFF"sv};

/// Unicode's White_Space.
constexpr std::array kBlanks = {" "sv,      "\t"sv,     "\n"sv,     "\r"sv,     "\f"sv,
                                "\v"sv,     "\u0085"sv, "\u00A0"sv, "\u1680"sv, "\u2000"sv,
                                "\u2001"sv, "\u2002"sv, "\u2003"sv, "\u2004"sv, "\u2005"sv,
                                "\u2006"sv, "\u2007"sv, "\u2008"sv, "\u2009"sv, "\u200A"sv,
                                "\u2028"sv, "\u2029"sv, "\u202F"sv, "\u205F"sv, "\u3000"sv};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// A fast check that holds for nearly every text.
bool is_clean_already(std::string_view text) {
  return !text.empty() && text.front() > ' ' && text.front() != '\x7F' && text.back() > ' ' && is_ascii(text);
}

template <std::size_t count>
std::size_t leading(std::string_view text, const std::array<std::string_view, count>& sequences) {
  for (const auto sequence : sequences)
    if (text.starts_with(sequence)) return sequence.size();
  return 0;
}

std::size_t trailing_blank(std::string_view text) {
  for (const auto blank : kBlanks)
    if (text.ends_with(blank)) return blank.size();
  return 0;
}

std::string without_removed(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  while (!text.empty()) {
    const auto skipped = leading(text, kRemoved);
    if (skipped == 0) kept += text.front();
    text.remove_prefix(std::max<std::size_t>(skipped, 1));
  }
  return kept;
}

bool is_visible(utf8proc_int32_t code_point) {
  const utf8proc_property_t& property = *utf8proc_get_property(code_point);
  if (property.ignorable) return false;
  switch (property.category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

/// Removes the first code point from `text` and returns it; a byte that is not UTF-8 counts as U+FFFD.
utf8proc_int32_t take_code_point(std::string_view& text) {
  utf8proc_int32_t code_point = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  return length > 0 ? code_point : 0xFFFD;
}

bool has_visible(std::string_view text) {
  while (!text.empty())
    if (is_visible(take_code_point(text))) return true;
  return false;
}

}  // namespace

std::string clean(std::string text) {
  if (is_clean_already(text)) return text;
  if (!is_ascii(text)) text = without_removed(text);
  std::string_view rest = text;
  while (const auto blank = leading(rest, kBlanks)) rest.remove_prefix(blank);
  while (const auto blank = trailing_blank(rest)) rest.remove_suffix(blank);
  if (!has_visible(rest)) return {};
  if (rest.size() == text.size()) return text;
  return std::string(rest);
}

std::string cut_characters(std::string_view text, std::size_t maximum) {
  std::string_view rest = text;
  std::size_t last_end = 0;
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  for (std::size_t count = 0; !rest.empty(); ++count) {
    const std::size_t at = text.size() - rest.size();
    const utf8proc_int32_t code_point = take_code_point(rest);
    if (count > 0 && utf8proc_grapheme_break_stateful(before, code_point, &state)) last_end = at;
    // A character that is longer than the maximum has to be split.
    if (count == maximum) return std::string(text.substr(0, last_end > 0 ? last_end : at));
    before = code_point;
  }
  return std::string(text);
}

std::string printable(std::string_view text) {
  constexpr std::size_t kLongest = 255;
  if (host_sdk::is_clean_utf8(text)) return host_sdk::cut_code_points(text, kLongest);
  std::string shown(text.substr(0, kLongest));
  for (char& c : shown)
    if (static_cast<unsigned char>(c) >= 0x80 || c == '\0') c = '?';
  return shown;
}

std::string address_key(std::string_view address) {
  return host_sdk::is_clean_utf8(address) ? host_sdk::fold_key(address) : std::string();
}

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

std::string name_and_address(const std::string& name, const std::string& address) {
  return name.empty() ? address : name + " <" + address + ">";
}

std::string unit_path_key(const std::string& path) {
  if (!host_sdk::is_clean_utf8(path)) return {};
  const std::string folded = host_sdk::fold_key(path);
  const auto first = folded.find_first_not_of('/');
  if (first == std::string::npos) return "/";
  const auto last = folded.find_last_not_of('/');
  return "/" + folded.substr(first, last - first + 1);
}

std::string lower_first(std::string text) {
  if (!text.empty() && !text.starts_with("Google"))
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

std::string quoted(std::string_view text) {
  return "“" + std::string(text) + "”";
}

}  // namespace gup
