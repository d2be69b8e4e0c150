#include "text/languages.hpp"

#include <algorithm>
#include <charconv>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "sample_host_catalogues.hpp"

namespace sample_host {
namespace {

using host_sdk::lower_ascii;
using host_sdk::trimmed;

struct Wish {
  std::string language;
  double weight = 1;
};

/// "tr-TR;q=0.8".
Wish read_wish(std::string_view text) {
  constexpr std::string_view kWeight = "q=";
  const auto end = std::min(text.find(';'), text.size());
  Wish wish{lower_ascii(trimmed(text.substr(0, end)))};
  const std::string_view parameter = trimmed(text.substr(std::min(end + 1, text.size())));
  if (!parameter.starts_with(kWeight)) return wish;
  const std::string_view number = parameter.substr(kWeight.size());
  if (std::from_chars(number.data(), number.data() + number.size(), wish.weight).ec != std::errc{})
    wish.weight = 0;
  return wish;
}

/// The offered language for a requested tag, after dropping parts from its end: "tr-tr", "tr".
const std::string* find_offered(std::string_view wish, const std::vector<std::string>& offered) {
  while (!wish.empty()) {
    const auto found =
        std::ranges::find_if(offered, [wish](const std::string& one) { return lower_ascii(one) == wish; });
    if (found != offered.end()) return &*found;
    const auto dash = wish.rfind('-');
    wish = wish.substr(0, dash == std::string_view::npos ? 0 : dash);
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> host_languages() {
  static const bool added = (host_sdk::add_catalogues(sample_host_catalogues()), true);
  (void)added;
  return host_sdk::known_languages();
}

std::string preferred_language(std::string_view accept_language, const std::vector<std::string>& offered) {
  constexpr std::size_t kMostWishes = 50;
  auto parts = host_sdk::split(accept_language, ',');
  parts.resize(std::min(parts.size(), kMostWishes));
  const std::string* best = &offered.front();
  double best_weight = 0;
  for (const std::string& part : parts) {
    const Wish wish = read_wish(part);
    const std::string* found = find_offered(wish.language, offered);
    if (found == nullptr || wish.weight <= best_weight) continue;
    best = found;
    best_weight = wish.weight;
  }
  return *best;
}

std::string name_of_language(std::string_view tag) {
  const host_sdk::LanguageScope language(tag);
  return host_sdk::tr_in("name of this language", "English");
}

}  // namespace sample_host
