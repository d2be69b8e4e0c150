#include "common/text.hpp"

#include <algorithm>
#include <ctime>

#include "host_sdk/text.hpp"

namespace emulator {
namespace {

char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string utc(std::int64_t seconds_since_epoch, const char* format) {
  const std::time_t time = seconds_since_epoch;
  std::tm parts{};
  gmtime_r(&time, &parts);
  char buffer[64];
  return std::string(buffer, std::strftime(buffer, sizeof buffer, format, &parts));
}

void new_line(std::string& out, int depth) {
  out += '\n';
  out.append(static_cast<std::size_t>(depth) * 2, ' ');
}

}  // namespace

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (const std::string_view part : split(text, ' '))
    if (!part.empty()) found.emplace_back(part);
  return found;
}

int compare_ignoring_case(std::string_view a, std::string_view b) {
  const std::size_t length = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < length; ++i) {
    const auto left = static_cast<unsigned char>(lower_char(a[i]));
    const auto right = static_cast<unsigned char>(lower_char(b[i]));
    if (left != right) return left < right ? -1 : 1;
  }
  if (a.size() == b.size()) return 0;
  return a.size() < b.size() ? -1 : 1;
}

std::uint64_t hash_ignoring_case(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(lower_char(c))) * 1099511628211ull;
  return hash;
}

std::string domain_of(std::string_view email) {
  const auto at = email.rfind('@');
  return at == std::string_view::npos ? std::string() : host_sdk::lower_ascii(email.substr(at + 1));
}

std::string html_escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string rfc3339(std::int64_t seconds_since_epoch) {
  return utc(seconds_since_epoch, "%Y-%m-%dT%H:%M:%S.000Z");
}

std::string http_date(std::int64_t seconds_since_epoch) {
  return utc(seconds_since_epoch, "%a, %d %b %Y %H:%M:%S GMT");
}

std::string pretty_json(std::string_view compact) {
  std::string out;
  out.reserve(compact.size() * 3 / 2);
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[i];
    if (in_string) {
      out += c;
      if (c == '\\' && i + 1 < compact.size())
        out += compact[++i];
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
      out += c;
    } else if (c == '{' || c == '[') {
      out += c;
      const bool empty = i + 1 < compact.size() && (compact[i + 1] == '}' || compact[i + 1] == ']');
      if (empty)
        out += compact[++i];
      else
        new_line(out, ++depth);
    } else if (c == '}' || c == ']') {
      new_line(out, --depth);
      out += c;
    } else if (c == ',') {
      out += c;
      new_line(out, depth);
    } else if (c == ':') {
      out += ": ";
    } else {
      out += c;
    }
  }
  out += '\n';
  return out;
}

bool matches_wildcards(std::string_view pattern, std::string_view text) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (text.substr(0, star) != pattern.substr(0, star)) return false;
  const std::string_view rest = pattern.substr(star + 1);
  std::string_view remaining = text.substr(star);
  while (!remaining.empty() && std::string_view("/?#@").find(remaining.front()) == std::string_view::npos) {
    remaining.remove_prefix(1);
    if (matches_wildcards(rest, remaining)) return true;
  }
  return false;
}

}  // namespace emulator
