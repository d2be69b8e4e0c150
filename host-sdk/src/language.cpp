#include "host_sdk/language.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <list>
#include <optional>

#include "host_sdk/text.hpp"
#include "host_sdk_catalogues.hpp"
#include "language/messages.hpp"

namespace host_sdk {
namespace {

struct Language {
  std::string tag;
  std::vector<Messages> catalogues;
};

/// The languages that were added. Entries never move or go, because threads hold their places and views of
/// their tags.
struct Registry {
  std::list<Language> languages;
  /// The catalogues that are there already, by their place in memory.
  std::vector<const char*> added;

  Registry() {
    languages.push_back({std::string(kEnglish), {}});
    add(host_sdk_catalogues());
  }

  void add(std::span<const Catalogue> catalogues) {
    for (const Catalogue& one : catalogues) {
      if (std::ranges::count(added, one.messages.data()) > 0) continue;
      Messages messages(one.messages);
      auto found = std::ranges::find(languages, one.language, &Language::tag);
      if (found == languages.end())
        found = languages.insert(languages.end(), Language{std::string(one.language), {}});
      found->catalogues.push_back(std::move(messages));
      added.push_back(one.messages.data());
    }
  }

  [[nodiscard]] const Language& at(std::size_t place) const {
    return *std::next(languages.begin(), static_cast<std::ptrdiff_t>(place));
  }

  /// The place of a language; 0, which is English, if there is none.
  [[nodiscard]] std::size_t place_of(std::string_view tag) const {
    while (!tag.empty()) {
      const auto found = std::ranges::find_if(
          languages, [&](const Language& one) { return lower_ascii(one.tag) == lower_ascii(tag); });
      if (found != languages.end()) return static_cast<std::size_t>(std::distance(languages.begin(), found));
      const auto dash = tag.rfind('-');
      tag = dash == std::string_view::npos ? std::string_view{} : tag.substr(0, dash);
    }
    return 0;
  }
};

Registry& registry() {
  static Registry registry;
  return registry;
}

thread_local std::size_t chosen_language = 0;

const Language& language() {
  return registry().at(chosen_language);
}

template <class... Number>
std::string_view look_up(std::string_view key, std::string_view english, Number... number) {
  for (const Messages& messages : language().catalogues)
    if (const auto found = messages.find(key, number...); found && !found->empty()) return *found;
  return english;
}

/// `text` with the placeholders filled in.
std::string fill(std::string_view text, Placeholders placeholders) {
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto* const found =
        std::ranges::find_if(placeholders, [&](const Placeholder& one) { return one.name() == name; });
    filled += text.substr(0, open);
    filled += found == placeholders.end() ? std::string(text.substr(open, close - open + 1)) : found->text();
    text.remove_prefix(close + 1);
  }
  return filled += text;
}

/// English as it is, so that most texts of most programs cost no search.
std::string_view translated(std::string_view text) {
  return chosen_language == 0 ? text : look_up(text, text);
}

constexpr std::array kMonths = {tr_later("Jan"), tr_later("Feb"), tr_later("Mar"), tr_later("Apr"),
                                tr_later("May"), tr_later("Jun"), tr_later("Jul"), tr_later("Aug"),
                                tr_later("Sep"), tr_later("Oct"), tr_later("Nov"), tr_later("Dec")};

}  // namespace

void add_catalogues(std::span<const Catalogue> catalogues) {
  registry().add(catalogues);
}

std::vector<std::string> known_languages() {
  std::vector<std::string> tags;
  for (const Language& one : registry().languages) tags.push_back(one.tag);
  return tags;
}

LanguageScope::LanguageScope(std::string_view tag) : before_(chosen_language) {
  chosen_language = registry().place_of(tag);
}

LanguageScope::~LanguageScope() {
  chosen_language = before_;
}

std::string_view current_language() {
  return language().tag;
}

std::string Placeholder::text() const {
  return is_number_ ? number_text(number_) : std::string(text_);
}

std::string tr(std::string_view text, Placeholders placeholders) {
  return fill(translated(text), placeholders);
}

std::string tr_in(std::string_view context, std::string_view text, Placeholders placeholders) {
  if (chosen_language == 0) return fill(text, placeholders);
  std::string key(context);
  key += Messages::kContextEnd;
  key += text;
  return fill(look_up(key, text), placeholders);
}

std::string tr_count(std::string_view one, std::string_view many, std::int64_t count,
                     Placeholders placeholders) {
  const std::string_view english = count == 1 ? one : many;
  const std::string text = fill(chosen_language == 0 ? english : look_up(one, english, count), placeholders);
  return fill(text, {{"count", count}});
}

std::string number_text(std::int64_t number) {
  std::string text = with_commas(number);
  const std::string separator = tr_in("thousands separator", ",");
  if (separator == ",") return text;
  std::string other;
  for (const char c : text) c == ',' ? other += separator : other += c;
  return other;
}

std::string day_text(Timestamp at) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
  return tr_in("date", "{day} {month} {year}",
               {{"day", std::to_string(static_cast<unsigned>(date.day()))},
                {"month", translated(kMonths.at((static_cast<unsigned>(date.month()) - 1) % kMonths.size()))},
                {"year", std::to_string(static_cast<int>(date.year()))}});
}

std::string list_text(const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string text = items.front();
  for (std::size_t i = 1; i + 1 < items.size(); ++i)
    text = tr_in("list", "{items}, {next}", {{"items", text}, {"next", items[i]}});
  if (items.size() == 1) return text;
  return tr_in("list", "{items} and {last}", {{"items", text}, {"last", items.back()}});
}

}  // namespace host_sdk
