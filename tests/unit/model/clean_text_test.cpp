#include "model/clean_text.hpp"

#include <gtest/gtest.h>

namespace gup {
namespace {

TEST(CleanText, KeepsJoinersInsideWords) {
  for (const char* text : {"علی\u200Cرضا", "ශ්\u200Dරී", "👩\u200D💻", "ന്\u200D"}) EXPECT_EQ(clean(text), text);
}

TEST(CleanText, RemovesZeroWidthSpacesWordJoinersAndByteOrderMarks) {
  EXPECT_EQ(clean("\uFEFFAn\u200Bna\u2060"), "Anna");
  EXPECT_EQ(clean("\u200B علی\u200C\u200Bرضا\u2060"), "علی\u200Cرضا");
}

TEST(CleanText, TrimsUnicodeWhitespace) {
  EXPECT_EQ(clean(" \tAnna Berg\u00A0\u3000\n"), "Anna Berg");
}

TEST(CleanText, IsEmptyIfNothingVisibleIsLeft) {
  for (const char* text : {"", " ", "\u200B", "\u200C \u200D", "\u200E\u200F", "\u00AD", "\u3164", "\uFE0F",
                           "\x7F", "\x01 \x1F", "\u2028", "\U000E0001"})
    EXPECT_EQ(clean(text), "") << text;
}

TEST(CutCharacters, CutsAtCodePoints) {
  EXPECT_EQ(cut_characters("Anna", 3), "Ann");
  EXPECT_EQ(cut_characters("Anna", 4), "Anna");
  EXPECT_EQ(cut_characters("äöü", 2), "äö");
  EXPECT_EQ(cut_characters("", 2), "");
}

TEST(CutCharacters, DoesNotSplitACharacter) {
  EXPECT_EQ(cut_characters("Ane\u0301", 3), "An") << "the accent stays with its letter";
  EXPECT_EQ(cut_characters("Ane\u0301x", 4), "Ane\u0301");
  EXPECT_EQ(cut_characters("x👩\u200D💻y", 3), "x");
  EXPECT_EQ(cut_characters("🇨🇭🇩🇪", 3), "🇨🇭");
}

TEST(CutCharacters, SplitsACharacterThatIsLongerThanTheMaximum) {
  EXPECT_EQ(cut_characters("e\u0301\u0302\u0303", 2), "e\u0301");
}

TEST(CleanText, KeepsAnyVisibleCharacter) {
  for (const char* text : {".", "\u0301", "é", "\u200FX", "\x7FX", "\uE000", "\uFFFD"})
    EXPECT_EQ(clean(text), text);
}

TEST(DomainOf, IsTheTextAfterTheLastAtSign) {
  EXPECT_EQ(domain_of("anna@example.com"), "example.com");
  EXPECT_EQ(domain_of("a@b@c"), "c");
  EXPECT_EQ(domain_of("anna"), "");
}

TEST(NameAndAddress, IsTheAddressAloneWithoutAName) {
  EXPECT_EQ(name_and_address("Anna Berg", "anna@example.com"), "Anna Berg <anna@example.com>");
  EXPECT_EQ(name_and_address("", "anna@example.com"), "anna@example.com");
}

}  // namespace
}  // namespace gup
