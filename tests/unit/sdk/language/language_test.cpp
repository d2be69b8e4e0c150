#include "host_sdk/language.hpp"

#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

#include "host_sdk/value_rules.hpp"
#include "test_catalogues.hpp"

namespace {

using host_sdk::LanguageScope;
using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::tr_in;
using ::testing::IsSupersetOf;

struct Language : ::testing::Test {
  Language() { host_sdk::add_catalogues(test_catalogues()); }
};

constexpr host_sdk::Timestamp kNovember{std::chrono::sys_days{std::chrono::November / 29 / 2026}};

TEST_F(Language, IsEnglishOutsideOfEveryScope) {
  EXPECT_EQ(host_sdk::current_language(), "en");
  EXPECT_EQ(tr("Delete “{group}”?", {{"group", "Sales"}}), "Delete “Sales”?");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 1311), "1,311 groups");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 1), "1 group");
  EXPECT_EQ(host_sdk::day_text(kNovember), "29 Nov 2026");
  EXPECT_EQ(host_sdk::list_text({"a", "b", "c"}), "a, b and c");
}

TEST_F(Language, TranslatesWithinAScopeAndReturnsToTheOneAround) {
  const LanguageScope turkish("tr");
  EXPECT_EQ(tr("Delete “{group}”?", {{"group", "Sales"}}), "“Sales” silinsin mi?");
  {
    const LanguageScope english("en");
    EXPECT_EQ(tr("Delete “{group}”?", {{"group", "Sales"}}), "Delete “Sales”?");
  }
  EXPECT_EQ(host_sdk::current_language(), "tr");
}

TEST_F(Language, IsThatOfTheThread) {
  const LanguageScope turkish("tr");
  std::string other;
  std::thread([&] { other = host_sdk::current_language(); }).join();
  EXPECT_EQ(other, "en");
}

TEST_F(Language, FallsBackFromRegionsToTheLanguageAndToEnglish) {
  const auto within = [](std::string_view tag) {
    const LanguageScope scope(tag);
    return std::string(host_sdk::current_language());
  };
  EXPECT_EQ(within("tr-CY"), "tr");
  EXPECT_EQ(within("TR"), "tr");
  for (const char* unknown : {"xx", "", "-", "trk", "\xff"}) EXPECT_EQ(within(unknown), "en") << unknown;
  EXPECT_THAT(host_sdk::known_languages(), IsSupersetOf({"en", "tr", "pl"}));
}

TEST_F(Language, ShowsTextsWithoutATranslationInEnglish) {
  const LanguageScope turkish("tr");
  EXPECT_EQ(tr("Not in any catalogue: {name}", {{"name", "x"}}), "Not in any catalogue: x");
  EXPECT_EQ(tr("Not translated yet"), "Not translated yet");
  EXPECT_EQ(tr_count("{count} page", "{count} pages", 2), "2 pages");
}

TEST_F(Language, ChoosesTheTextByItsContext) {
  const LanguageScope turkish("tr");
  EXPECT_EQ(tr_in("verb", "Open"), "Aç");
  EXPECT_EQ(tr_in("state", "Open"), "Açık");
  EXPECT_EQ(tr("Open"), "Open");
}

TEST_F(Language, UsesThePluralFormsOfTheCatalogue) {
  const LanguageScope polish("pl");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 1), "1 grupa");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 2), "2 grupy");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 5), "5 grup");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 22), "22 grupy");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 112), "112 grup");
}

TEST_F(Language, WritesNumbersDaysAndListsInTurkish) {
  const LanguageScope turkish("tr");
  EXPECT_EQ(host_sdk::number_text(-1234567), "-1.234.567");
  EXPECT_EQ(tr_count("{count} group", "{count} groups", 1311), "1.311 grup");
  EXPECT_EQ(host_sdk::day_text(kNovember), "29 Kas 2026");
  EXPECT_EQ(host_sdk::list_text({"a", "b", "c"}), "a, b ve c");
  EXPECT_EQ(host_sdk::list_text({"a"}), "a");
  EXPECT_EQ(host_sdk::list_text({}), "");
}

TEST_F(Language, LeavesBracesInValuesAndUnknownNamesAlone) {
  EXPECT_EQ(tr("{a} and {b}", {{"a", "{b}"}, {"b", "{a}"}}), "{b} and {a}");
  EXPECT_EQ(tr("{unknown} {", {{"a", "x"}}), "{unknown} {");
}

TEST_F(Language, TranslatesTheRulesForValues) {
  const LanguageScope turkish("tr");
  EXPECT_EQ(host_sdk::integer_problem("500", {0, 100}), "0 ile 100 arasında olmalı; girilen: 500");
}

TEST_F(Language, RefusesMalformedCatalogues) {
  const auto add = [](std::string_view bytes) {
    const host_sdk::Catalogue one[] = {{"xx", bytes}};
    host_sdk::add_catalogues(one);
  };
  EXPECT_THROW(add("no catalogue at all"), std::invalid_argument);
  EXPECT_THROW(add(""), std::invalid_argument);
  const std::string_view whole = test_catalogues().front().messages;
  // The last byte only ends the last text.
  for (std::size_t length = 0; length + 1 < whole.size(); ++length)
    EXPECT_THROW(add(std::string(whole.substr(0, length))), std::invalid_argument) << length;
}

}  // namespace
