#include "english_texts.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace gup::testing {
namespace {

/// What stands around the places of a text: "{count} users of {total}" is "", " users of ", "".
using Around = std::vector<std::string>;

std::optional<std::string> value_in(std::string_view line, std::string_view keyword) {
  if (!line.starts_with(keyword) || !line.ends_with('"')) return std::nullopt;
  line.remove_prefix(keyword.size());
  line.remove_suffix(1);
  return std::string(line);
}

Around around_places(std::string_view text) {
  Around parts;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    parts.emplace_back(text.substr(0, open));
    text.remove_prefix(text.find('}', open) + 1);
  }
  parts.emplace_back(text);
  return parts;
}

/// Looks like an id, which all_text has as well.
bool is_word(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_words(const Around& parts) {
  constexpr int kLetters = 4;
  int letters = 0;
  for (const std::string& part : parts)
    letters += static_cast<int>(
        std::ranges::count_if(part, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }));
  return letters >= kLetters;
}

std::vector<Around> read_english() {
  std::ifstream file(LANGUAGES "/tr.po");
  std::vector<Around> texts;
  std::vector<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    for (const char* keyword : {"msgid \"", "msgid_plural \""})
      if (auto id = value_in(line, keyword)) ids.push_back(*std::move(id));
    for (const char* keyword : {"msgstr \"", "msgstr[0] \""})
      if (const auto translation = value_in(line, keyword)) {
        for (const std::string& id : ids)
          if (id != *translation && !is_word(id) && has_words(around_places(id)))
            texts.push_back(around_places(id));
        ids.clear();
      }
  }
  if (texts.size() < 100) throw std::runtime_error("the catalogue was not read");
  return texts;
}

bool matches(const Around& parts, std::string_view text) {
  if (parts.size() == 1) return parts.front() == text;
  if (!text.starts_with(parts.front()) || !text.ends_with(parts.back())) return false;
  std::size_t at = parts.front().size();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    at = i + 1 == parts.size() ? (text.size() > at + parts[i].size() ? at : std::string_view::npos)
                               : text.find(parts[i], at + 1);
    if (at == std::string_view::npos) return false;
    at += parts[i].size();
  }
  return true;
}

}  // namespace

std::vector<std::string> english_texts(const std::string& text) {
  static const std::vector<Around> kEnglish = read_english();
  std::set<std::string> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) lines.insert(std::move(line));
  std::vector<std::string> found;
  for (const std::string& line : lines)
    if (std::ranges::any_of(kEnglish, [&](const Around& parts) { return matches(parts, line); }))
      found.push_back(line);
  return found;
}

}  // namespace gup::testing
