#include "mail/message.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "host_sdk/encoding.hpp"

namespace sample_host {
namespace {

/// RFC 2045, section 6.8: encoded lines have at most 76 characters.
constexpr std::size_t kBytesOfALine = 57;
/// RFC 2047, section 2: an encoded word has at most 75 characters; "=?UTF-8?B?" and "?=" leave room for 45
/// bytes.
constexpr std::size_t kBytesOfAWord = 45;

/// A line break in a header would start another header.
std::string without_controls(std::string_view text) {
  std::string clean(text);
  std::replace_if(
      clean.begin(), clean.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
  return clean;
}

bool is_plain(std::string_view text) {
  return text.size() <= 60 && text.find("=?") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

/// The longest start of `text` with at most `limit` bytes that ends between two characters.
std::size_t whole_characters(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  std::size_t end = limit;
  while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

/// Unstructured text of a header, as encoded words (RFC 2047) if it is not plain.
std::string header_text(std::string_view text) {
  const std::string clean = without_controls(text);
  if (is_plain(clean)) return clean;
  std::string words;
  for (std::string_view rest = clean; !rest.empty();) {
    const std::size_t length = whole_characters(rest, kBytesOfAWord);
    words += (words.empty() ? "" : "\r\n ") +
             ("=?UTF-8?B?" + host_sdk::base64_encode(rest.substr(0, length)) + "?=");
    rest.remove_prefix(length);
  }
  return words;
}

/// A display name: quoted, or as encoded words.
std::string display_name(std::string_view name) {
  const std::string clean = without_controls(name);
  if (!is_plain(clean)) return header_text(clean);
  std::string quoted = "\"";
  for (const char c : clean) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

/// "Sat, 28 Nov 2026 21:58:45 +0000", independent of the process's language.
std::string header_date(host_sdk::Timestamp at) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds =
      static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %d %s %d %02d:%02d:%02d +0000",
                kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                parts.tm_min, parts.tm_sec);
  return text.data();
}

std::string encoded_body(std::string_view body) {
  std::string lines;
  for (const char c : body) {
    if (c == '\r') continue;
    lines += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  std::string text;
  for (std::size_t at = 0; at < lines.size(); at += kBytesOfALine)
    text += host_sdk::base64_encode(std::string_view(lines).substr(at, kBytesOfALine)) + "\r\n";
  return text;
}

}  // namespace

bool is_mail_address(std::string_view text) {
  constexpr std::string_view kRefused = "<>()[]\\,;:\"";
  const auto at = text.find('@');
  if (text.size() > 254 || at == std::string_view::npos || at == 0 || at > 64 || at + 1 == text.size() ||
      text.find('@', at + 1) != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return c > ' ' && c < 0x7F && kRefused.find(static_cast<char>(c)) == std::string_view::npos;
  });
}

std::string write_message(const Mail& mail) {
  const std::string from = "<" + without_controls(mail.from_address) + ">";
  return "Date: " + header_date(mail.date) +
         "\r\nFrom: " + (mail.from_name.empty() ? from : display_name(mail.from_name) + "\r\n " + from) +
         "\r\nTo: <" + without_controls(mail.to_address) + ">\r\nSubject: " + header_text(mail.subject) +
         "\r\nMessage-ID: <" + without_controls(mail.message_id) +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
         "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         encoded_body(mail.body);
}

}  // namespace sample_host
