#include "database/search/searched_words.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kMostWords = 8;

}  // namespace

std::set<std::string> searched_words(std::string_view text) {
  std::set<std::string> words;
  const std::string folded = host_sdk::fold_key(text);
  constexpr const char* kBlanks = " \t\r\n";
  for (std::size_t at = folded.find_first_not_of(kBlanks);
       at != std::string::npos && words.size() < kMostWords;) {
    const std::size_t end = std::min(folded.find_first_of(kBlanks, at), folded.size());
    words.insert(folded.substr(at, end - at));
    at = folded.find_first_not_of(kBlanks, end);
  }
  return words;
}

std::string contained_in(const Dialect& dialect, const std::vector<std::string>& columns) {
  std::string condition;
  for (const std::string& column : columns)
    condition += (condition.empty() ? "" : " OR ") + dialect.folded("COALESCE(" + column + ", '')") +
                 " LIKE ? ESCAPE '!'";
  return condition;
}

std::string all_contained_in(const Dialect& dialect, const std::vector<std::string>& columns,
                             std::size_t words) {
  std::string condition;
  for (std::size_t i = 0; i < words; ++i) condition += " AND (" + contained_in(dialect, columns) + ")";
  return condition;
}

void bind_words(Query& query, const std::set<std::string>& words, std::size_t columns) {
  for (const std::string& word : words)
    for (std::size_t column = 0; column < columns; ++column)
      query.text(host_sdk::sql::containing_pattern(word), "text");
}

}  // namespace gup::database
