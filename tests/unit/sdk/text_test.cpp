#include "host_sdk/text.hpp"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>

using host_sdk::count_code_points;
using host_sdk::counted;
using host_sdk::cut_code_points;
using host_sdk::fold_key;
using host_sdk::full_name;
using host_sdk::is_clean_utf8;
using host_sdk::is_email_address;
using host_sdk::join;
using host_sdk::lower_ascii;
using host_sdk::split;
using host_sdk::trimmed;
using host_sdk::with_commas;

namespace {

std::string utf8(utf8proc_int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(code_point, bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

using Normalize = utf8proc_uint8_t* (*)(const utf8proc_uint8_t*);
std::string normalized(Normalize form, const std::string& text) {
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> result(
      form(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str())), &std::free);
  return reinterpret_cast<const char*>(result.get());
}

/// Calls `check` with every code point of the planes that contain letters: 0 to 2.
template <class Check>
void for_every_letter(Check check) {
  for (utf8proc_int32_t c = 1; c < 0x30000; ++c)
    if (c < 0xD800 || c > 0xDFFF) check(c);
}

}  // namespace

TEST(FoldKey, LowersAsciiAndTrimsWhiteSpace) {
  EXPECT_EQ(fold_key(" \tDana.Reyes@EXAMPLE.com\r\n"), "dana.reyes@example.com");
  EXPECT_EQ(fold_key(""), "");
  EXPECT_EQ(fold_key(" \t "), "");
}

TEST(FoldKey, FoldsSharpSToDoubleS) {
  EXPECT_EQ(fold_key("straße"), "strasse");
  EXPECT_EQ(fold_key("STRASSE"), "strasse");
  EXPECT_EQ(fold_key("STRAẞE"), "strasse");
}

TEST(FoldKey, KeepsTheDotOfTheTurkishCapitalI) {
  EXPECT_EQ(fold_key("\u0130zmir"), "i\u0307zmir");
  EXPECT_NE(fold_key("\u0130zmir"), fold_key("Izmir"));
  // Folding is independent of the language: the dotless i stays.
  EXPECT_EQ(fold_key("\u0131"), "\u0131");
}

TEST(FoldKey, DecomposesLigatures) {
  EXPECT_EQ(fold_key("\uFB01rma"), "firma");
  EXPECT_EQ(fold_key("O\uFB03ce"), "office");
}

TEST(FoldKey, FoldsFinalSigma) {
  EXPECT_EQ(fold_key("ΟΔΥΣΣΕΥΣ"), fold_key("Οδυσσευς"));
  EXPECT_EQ(fold_key("\u03C2"), "\u03C3");
}

TEST(FoldKey, TreatsComposedAndDecomposedAccentsAlike) {
  EXPECT_EQ(fold_key("Ren\u00E9"), fold_key("Rene\u0301"));
  EXPECT_EQ(fold_key("Rene\u0301"), "ren\u00E9");
  EXPECT_EQ(fold_key("\u212Bngstr\u00F6m"), fold_key("a\u030Angstro\u0308m"));
  // Two accents in either order.
  EXPECT_EQ(fold_key("a\u0323\u0307"), fold_key("a\u0307\u0323"));
}

TEST(FoldKey, KeepsAccents) {
  EXPECT_NE(fold_key("Ren\u00E9"), fold_key("Rene"));
}

TEST(FoldKey, FoldsAsciiTheSameNextToOtherLetters) {
  EXPECT_EQ(fold_key("ABCXYZ019@[`{~é"), "abcxyz019@[`{~é");
  EXPECT_EQ(fold_key("ABCXYZ019@[`{~"), "abcxyz019@[`{~");
  // The Kelvin sign is the letter K.
  EXPECT_EQ(fold_key("\u212A"), "k");
}

TEST(FoldKey, IsIdempotentForEveryLetter) {
  for_every_letter([](utf8proc_int32_t c) {
    for (const std::string& text : {"a" + utf8(c) + "b", utf8(c) + "\u0345", utf8(c) + "\u0307\u0323"}) {
      const std::string key = fold_key(text);
      ASSERT_EQ(fold_key(key), key) << "U+" << std::hex << c;
    }
  });
}

TEST(FoldKey, IsTheSameForBothNormalFormsOfEveryLetter) {
  for_every_letter([](utf8proc_int32_t c) {
    const std::string text = "a" + utf8(c) + "\u0301z";
    ASSERT_EQ(fold_key(normalized(&utf8proc_NFC, text)), fold_key(normalized(&utf8proc_NFD, text)))
        << "U+" << std::hex << c;
  });
}

TEST(FoldKey, RefusesInvalidUtf8) {
  for (const char* text : {"\xFF", "a\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"})
    EXPECT_THROW((void)fold_key(text), std::invalid_argument);
}

TEST(CleanUtf8, AcceptsEveryCodePoint) {
  for (utf8proc_int32_t c = 1; c < 0x110000; ++c)
    if (c < 0xD800 || c > 0xDFFF) {
      ASSERT_TRUE(is_clean_utf8(utf8(c))) << std::hex << c;
    }
}

TEST(CleanUtf8, RefusesIllFormedSequencesOfRfc3629) {
  for (const char* text : {"\xFF", "a\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                           "\x80", "\xE2\x82", "ok\xF0\x9F\x98"})
    EXPECT_FALSE(is_clean_utf8(text));
}

TEST(CleanUtf8, RefusesAnEmbeddedNul) {
  EXPECT_FALSE(is_clean_utf8(std::string_view("a\0b", 3)));
  EXPECT_TRUE(is_clean_utf8(""));
}

TEST(CodePoints, AreCountedAndNeverSplit) {
  const std::string text = "aé€😀z";
  EXPECT_EQ(count_code_points(text), 5U);
  EXPECT_EQ(cut_code_points(text, 0), "");
  EXPECT_EQ(cut_code_points(text, 2), "aé");
  EXPECT_EQ(cut_code_points(text, 4), "aé€😀");
  EXPECT_EQ(cut_code_points(text, 99), text);
}

TEST(Trimmed, RemovesWhiteSpaceAtBothEndsOnly) {
  EXPECT_EQ(trimmed(" \t\r\n\f\va b \t\r\n\f\v"), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed(""), "");
  // U+00A0 is not ASCII.
  EXPECT_EQ(trimmed("\u00A0a"), "\u00A0a");
}

TEST(Trimmed, ReturnsAViewIntoTheText) {
  const std::string text = "  a ";
  EXPECT_EQ(trimmed(text).data(), text.data() + 2);
}

TEST(WithCommas, SeparatesThousands) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1000), "1,000");
  EXPECT_EQ(with_commas(1234567), "1,234,567");
  EXPECT_EQ(with_commas(-999), "-999");
  EXPECT_EQ(with_commas(-4120), "-4,120");
  EXPECT_EQ(with_commas(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Counted, UsesTheSingularForOneOnly) {
  EXPECT_EQ(counted(0, "group", "groups"), "0 groups");
  EXPECT_EQ(counted(1, "group", "groups"), "1 group");
  EXPECT_EQ(counted(2, "person", "people"), "2 people");
  EXPECT_EQ(counted(-1, "group", "groups"), "-1 groups");
}

TEST(Split, ReturnsThePartsThatAreNotEmpty) {
  EXPECT_EQ(split("a,b c,,d,", ','), (std::vector<std::string>{"a", "b c", "d"}));
  EXPECT_TRUE(split("", ',').empty());
}

TEST(Join, PutsTheSeparatorBetweenParts) {
  EXPECT_EQ(join({"a", "b", "c"}, "; "), "a; b; c");
  EXPECT_EQ(join({"", "b"}, ","), ",b");
  EXPECT_EQ(join({}, ","), "");
}

TEST(LowerAscii, ChangesAsciiLettersOnly) {
  EXPECT_EQ(lower_ascii("AZaz09@É"), "azaz09@É");
}

TEST(EmailAddress, HasOneAtSignWithTextOnBothSides) {
  for (const char* address : {"anna@example.com", "a@b", "Jörg@müller.example", "o'neil+x@example.com"})
    EXPECT_TRUE(is_email_address(address)) << address;
  for (const char* text : {"", "anna", "@example.com", "anna@", "@", "a@b@c", "anna @example.com",
                           "a@b.example\n", "a\x7F@b.example"})
    EXPECT_FALSE(is_email_address(text)) << text;
}

TEST(FullName, LeavesOutAnEmptyPart) {
  EXPECT_EQ(full_name("Dana", "Reyes"), "Dana Reyes");
  EXPECT_EQ(full_name("", "Reyes"), "Reyes");
  EXPECT_EQ(full_name("Dana", ""), "Dana");
}

TEST(Counted, SeparatesThousands) {
  EXPECT_EQ(counted(1311, "group", "groups"), "1,311 groups");
}
