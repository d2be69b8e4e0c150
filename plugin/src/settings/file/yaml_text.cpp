#include "settings/file/yaml_text.hpp"

#include <array>
#include <utility>

#include "host_sdk/encoding.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using namespace std::string_view_literals;

/// The line breaks of YAML 1.1, and what is not printable in YAML, beyond ASCII.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kEscaped{{
    {"\u0085"sv, "\\u0085"sv},
    {"\u2028"sv, "\\u2028"sv},
    {"\u2029"sv, "\\u2029"sv},
    {"\uFEFF"sv, "\\uFEFF"sv},
}};

std::string escaped(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') return std::string("\\") + c;
  // Not a variable.
  if (c == '$') return "$$";
  if (byte >= 0x20 && byte != 0x7F) return std::string(1, c);
  return "\\x" + host_sdk::hex_encode({&c, 1});
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    std::size_t taken = 0;
    for (const auto& [character, escape] : kEscaped)
      if (text.starts_with(character)) {
        quoted += escape;
        taken = character.size();
      }
    if (taken == 0) {
      quoted += escaped(text.front());
      taken = 1;
    }
    text.remove_prefix(taken);
  }
  return quoted + '"';
}

std::string yaml_comment(std::string_view text) {
  std::string comment = printable(text);
  for (const auto& [character, escape] : kEscaped)
    for (auto at = comment.find(character); at != std::string::npos; at = comment.find(character))
      comment.replace(at, character.size(), " ");
  for (char& c : comment)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return comment.empty() ? comment : "  # " + comment;
}

}  // namespace gup
