// Pages in another language than English.
#include <gtest/gtest.h>

#include "drawn.hpp"
#include "host_sdk/language.hpp"
#include "text/languages.hpp"
#include "web/blocks/content/table.hpp"
#include "web/layout.hpp"
#include "web/times.hpp"

namespace {

using namespace host_sdk::page;
using namespace sample_host::web;
using namespace std::chrono_literals;
using drawn::has;

struct Turkish : ::testing::Test {
  Turkish() { (void)sample_host::host_languages(); }
};

Frame frame() {
  Frame frame;
  frame.title = "Acme";
  frame.appearance.address = "/company/audit?search=x";
  frame.languages = {"en", "tr"};
  return frame;
}

TEST_F(Turkish, DocumentsSaySoAndOfferTheLanguagesByName) {
  EXPECT_TRUE(has(draw_document(frame(), {}), "<html lang=\"en\""));
  const host_sdk::LanguageScope scope("tr");
  const auto html = draw_document(frame(), {});
  EXPECT_TRUE(has(html, "<html lang=\"tr\""));
  EXPECT_TRUE(has(html, "value=\"en\" lang=\"en\" aria-pressed=\"false\">English</button>"));
  EXPECT_TRUE(has(html, "value=\"tr\" lang=\"tr\" aria-pressed=\"true\">Türkçe</button>"));
  EXPECT_TRUE(has(html, "name=\"back\" value=\"/company/audit?search=x\""));
  EXPECT_TRUE(has(html, "Hedef kullanıcılar</a>"));
  EXPECT_FALSE(has(html, "Target users"));
}

TEST_F(Turkish, DocumentsOfOneLanguageOfferNoChoice) {
  Frame one = frame();
  one.languages = {"en"};
  EXPECT_FALSE(has(draw_document(one, {}), "action=\"/language\""));
}

TEST_F(Turkish, TimesNumbersAndWordsFollowTheLanguage) {
  const host_sdk::LanguageScope scope("tr");
  const host_sdk::Timestamp now{std::chrono::sys_days{std::chrono::November / 29 / 2026}};
  EXPECT_EQ(relative_time(now - 12min, now), "12 dakika önce");
  EXPECT_EQ(relative_time(now + 3h + 48min, now), "3 sa. 48 dk. sonra");
  EXPECT_EQ(absolute_time(now), "29 Kas 2026 00:00 UTC");
  Html words;
  draw_words(words, "29 Kas 2026 00:00 UTC eşitlemesi geri alındı");
  EXPECT_TRUE(has(words.str(), "<time data-absolute datetime=\"2026-11-29T00:00:00.000000Z\">29 Kas 2026"));
  Html html;
  draw_with_time(html, "başlangıç: {time}", now - 2h, now);
  EXPECT_TRUE(has(html.str(), "başlangıç: <time datetime="));
  Table table;
  table.columns = {{"n", "N"}};
  table.rows = {{"1", {NumberValue{1311}}, {}}};
  table.total = 98765;
  const auto drawn_table = drawn::block({"t", table, ""});
  EXPECT_TRUE(has(drawn_table, "1 / 98.765"));
  EXPECT_TRUE(has(drawn_table, "<span>1.311</span>"));
}

TEST_F(Turkish, TheRulesForFormsSpeakItToo) {
  const host_sdk::LanguageScope scope("tr");
  EXPECT_EQ(host_sdk::tr("must not be empty"), "boş olamaz");
}

}  // namespace
