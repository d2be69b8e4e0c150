#include "text/languages.hpp"

#include <gmock/gmock.h>

#include "host_sdk/language.hpp"

namespace sample_host {
namespace {

const std::vector<std::string> kOffered{"en", "tr", "pt-BR"};

TEST(PreferredLanguage, IsTheOfferedLanguageOfTheHighestWeight) {
  EXPECT_EQ(preferred_language("tr-TR,tr;q=0.9,en;q=0.8", kOffered), "tr");
  EXPECT_EQ(preferred_language("de, en;q=0.4, tr;q=0.7", kOffered), "tr");
  EXPECT_EQ(preferred_language("en-GB, tr;q=0.9", kOffered), "en");
  EXPECT_EQ(preferred_language("PT-br", kOffered), "pt-BR");
}

TEST(PreferredLanguage, IsTheFirstLanguageIfNoRequestedOneIsOffered) {
  for (const char* header : {"", "de-DE,fr", "*", "pt", "tr;q=0", ";;,,;q=", "tr;q=x", "-", "\xff\xfe"})
    EXPECT_EQ(preferred_language(header, kOffered), "en") << header;
  EXPECT_EQ(preferred_language("de", {"tr", "en"}), "tr");
}

TEST(PreferredLanguage, LimitsHowMuchOfTheHeaderItReads) {
  std::string header;
  for (int i = 0; i < 60; ++i) header += "de,";
  EXPECT_EQ(preferred_language(header + "tr", kOffered), "en");
}

TEST(HostLanguages, NameThemselves) {
  EXPECT_THAT(host_languages(), ::testing::ElementsAre("en", "tr"));
  EXPECT_EQ(name_of_language("en"), "English");
  EXPECT_EQ(name_of_language("tr"), "Türkçe");
}

TEST(HostLanguages, UseTheirPluralsAndPlaceholders) {
  (void)host_languages();
  const host_sdk::LanguageScope turkish("tr");
  EXPECT_EQ(host_sdk::tr_count("{count} user", "{count} users", 1311), "1.311 kullanıcı");
  EXPECT_EQ(host_sdk::tr("Tasks of {company}", {{"company", "Acme"}}), "Acme şirketinin görevleri");
}

}  // namespace
}  // namespace sample_host
