#include "google/wire/error_body.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "failure.hpp"
#include "google/wire/json_reader.hpp"
#include "host_sdk/text.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxMessage = 200;

struct KnownText {
  std::string_view text;
  std::string_view reason;
};

/// Plain texts that the API sends instead of JSON.
constexpr std::array kKnownTexts{
    KnownText{"Domain cannot use apis", "domainCannotUseApis"},
    KnownText{"Invalid domain", "invalidDomain"},
    KnownText{"Request rate higher than configured", "quotaExceeded"},
    KnownText{"Quota exceeded for quota metric", "quotaExceeded"},
    KnownText{"Quota exceeded for the current request", "quotaExceeded"},
    KnownText{"Bad Gateway", "badGateway"},
    KnownText{"Gateway Timeout", "gatewayTimeout"},
};

/// One line of limited length, without control characters, for use in a sentence.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char character : text) {
    const bool blank = static_cast<unsigned char>(character) <= ' ' || character == '\x7f';
    if (blank && (line.empty() || line.back() == ' ')) continue;
    line += blank ? ' ' : character;
    if (line.size() == kMaxMessage) break;
  }
  while (line.ends_with(' ')) line.pop_back();
  // The limit may have split a character.
  for (int cut = 0; cut < 4 && !host_sdk::is_clean_utf8(line); ++cut) line.pop_back();
  return host_sdk::is_clean_utf8(line) ? line : std::string();
}

std::string title_of(std::string_view html) {
  const std::string folded = host_sdk::lower_ascii(html);
  const std::size_t begin = folded.find("<title>");
  const std::size_t end = folded.find("</title>");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  return one_line(html.substr(begin + 7, end - begin - 7));
}

std::string reason_of_text(std::string_view text) {
  for (const KnownText& known : kKnownTexts)
    if (text.find(known.text) != std::string_view::npos) return std::string(known.reason);
  return {};
}

/// Drops values that are not plain identifiers: they did not come from Google.
std::string identifier_or_empty(const std::optional<std::string>& text) {
  if (!text || text->size() > 64) return {};
  const bool is_identifier = std::all_of(text->begin(), text->end(), [](unsigned char character) {
    return std::isalnum(character) != 0 || character == '_';
  });
  return is_identifier ? *text : std::string();
}

bool read_json(const json::object& body, DirectoryError& into) {
  const json::value* value = body.if_contains("error");
  if (value == nullptr || !value->is_object()) return false;
  const json::object& error = value->get_object();
  into.from_google = true;
  into.message = one_line(find_text(error, "message").value_or(""));
  into.status_name = identifier_or_empty(find_text(error, "status"));
  for (const json::object* entry : entries_of(error, "errors")) {
    into.reason = identifier_or_empty(find_text(*entry, "reason"));
    if (into.message.empty()) into.message = one_line(find_text(*entry, "message").value_or(""));
    if (!into.reason.empty()) break;
  }
  for (const json::object* entry : entries_of(error, "details")) {
    into.detail = identifier_or_empty(find_text(*entry, "reason"));
    if (!into.detail.empty()) break;
  }
  return true;
}

}  // namespace

DirectoryError decode_directory_error(long status, std::string_view body) {
  DirectoryError error{status, {}, {}, {}, {}, false};
  try {
    const JsonDocument document("the call", body);
    if (read_json(document.object(), error)) {
      if (error.reason.empty()) error.reason = reason_of_text(error.message);
      return error;
    }
  } catch (const DamagedAnswer&) {
    // Not JSON: read as text below.
  } catch (const Failure&) {
    // Not an object: read as text below.
  }
  error.message = title_of(body);
  if (error.message.empty() && body.find('<') == std::string_view::npos) error.message = one_line(body);
  error.reason = reason_of_text(error.message);
  return error;
}

TokenError decode_token_error(long status, std::string_view body) {
  TokenError error{status, {}, {}, {}};
  try {
    const JsonDocument document("the token request", body);
    error.error = identifier_or_empty(find_text(document.object(), "error"));
    error.subtype = identifier_or_empty(find_text(document.object(), "error_subtype"));
    error.description = one_line(find_text(document.object(), "error_description").value_or(""));
  } catch (const DamagedAnswer&) {
    // Not JSON: only the status counts.
  } catch (const Failure&) {
    // Not an object: only the status counts.
  }
  return error;
}

}  // namespace gup::google
