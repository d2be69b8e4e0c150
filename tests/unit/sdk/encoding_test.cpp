#include "host_sdk/encoding.hpp"

#include <gtest/gtest.h>

using host_sdk::base64_decode;
using host_sdk::base64_encode;
using host_sdk::base64url_decode;
using host_sdk::base64url_encode;
using host_sdk::hex_encode;
using host_sdk::percent_decode;
using host_sdk::percent_decode_strict;
using host_sdk::percent_encode;
using host_sdk::with_formula_apostrophes;
using host_sdk::without_formula_apostrophes;

namespace {

std::string every_byte() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

}  // namespace

TEST(PercentEncode, KeepsOnlyUnreservedCharacters) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b+c/d?e=f&g%"), "a%20b%2Bc%2Fd%3Fe%3Df%26g%25");
  EXPECT_EQ(percent_encode("é"), "%C3%A9");
  EXPECT_EQ(percent_encode(std::string_view("\0", 1)), "%00");
  EXPECT_EQ(percent_encode(""), "");
}

TEST(PercentDecode, ReversesEncodingOfEveryByte) {
  EXPECT_EQ(percent_decode(percent_encode(every_byte()), false), every_byte());
  EXPECT_EQ(percent_decode(percent_encode(every_byte()), true), every_byte());
}

TEST(PercentDecode, AcceptsHexDigitsInEitherCase) {
  EXPECT_EQ(percent_decode("%c3%A9", false), "é");
}

TEST(PercentDecode, TurnsPlusIntoSpaceOnlyInForms) {
  EXPECT_EQ(percent_decode("a+b%2Bc", true), "a b+c");
  EXPECT_EQ(percent_decode("a+b%2Bc", false), "a+b+c");
}

TEST(PercentDecode, KeepsInvalidEscapes) {
  EXPECT_EQ(percent_decode("%", false), "%");
  EXPECT_EQ(percent_decode("%4", false), "%4");
  EXPECT_EQ(percent_decode("%4g%41", false), "%4gA");
  EXPECT_EQ(percent_decode("100%+1", true), "100% 1");
  // Decodes once: an escape in the result stays.
  EXPECT_EQ(percent_decode("%2541", false), "%41");
}

TEST(PercentDecodeStrict, ReturnsNothingForAnInvalidEscape) {
  for (const char* text : {"%", "%4", "a%g1", "%41%1", "%%41"})
    EXPECT_EQ(percent_decode_strict(text, false), std::nullopt) << text;
}

TEST(PercentDecodeStrict, DecodesValidTextLikeTheLenientOne) {
  EXPECT_EQ(percent_decode_strict("a+b%20c", true), "a b c");
  EXPECT_EQ(percent_decode_strict("a+b%20c", false), "a+b c");
  EXPECT_EQ(percent_decode_strict("", false), "");
}

// The vectors of RFC 4648, section 10, without padding.
TEST(Base64Url, EncodesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64url_encode(""), "");
  EXPECT_EQ(base64url_encode("f"), "Zg");
  EXPECT_EQ(base64url_encode("fo"), "Zm8");
  EXPECT_EQ(base64url_encode("foo"), "Zm9v");
  EXPECT_EQ(base64url_encode("foob"), "Zm9vYg");
  EXPECT_EQ(base64url_encode("fooba"), "Zm9vYmE");
  EXPECT_EQ(base64url_encode("foobar"), "Zm9vYmFy");
}

TEST(Base64Url, UsesTheUrlSafeAlphabet) {
  EXPECT_EQ(base64url_encode("\xff\xfe\xfd"), "__79");
  EXPECT_EQ(base64url_encode("\xfb\xef\xbe"), "----");
}

TEST(Base64Url, DecodesWhatItEncodedForEveryLength) {
  const std::string bytes = every_byte();
  for (std::size_t length = 0; length <= bytes.size(); ++length)
    ASSERT_EQ(base64url_decode(base64url_encode(bytes.substr(0, length))), bytes.substr(0, length)) << length;
}

TEST(Base64Url, AcceptsCorrectPadding) {
  EXPECT_EQ(base64url_decode("YQ=="), "a");
  EXPECT_EQ(base64url_decode("YWI="), "ab");
}

TEST(Base64Url, ReturnsNothingForWrongPadding) {
  for (const char* text : {"=", "==", "====", "YQ=", "YQ===", "YWI==", "YWJj=", "Y=Q=", "YQ==YQ=="})
    EXPECT_EQ(base64url_decode(text), std::nullopt) << text;
}

TEST(Base64Url, ReturnsNothingForOtherCharacters) {
  for (const char* text : {"Y?", "+/+/", "YQ\n", " YQ", "Y Q", "\xc3\xa9"})
    EXPECT_EQ(base64url_decode(text), std::nullopt) << text;
  EXPECT_EQ(base64url_decode(std::string_view("YQ\0", 3)), std::nullopt);
}

TEST(Base64Url, ReturnsNothingForBitsThatNoEncoderWrites) {
  EXPECT_EQ(base64url_decode("Y"), std::nullopt);
  EXPECT_EQ(base64url_decode("YR"), std::nullopt);
  EXPECT_EQ(base64url_decode("YWJ"), std::nullopt);
}

TEST(Base64, EncodesTheTestVectorsOfTheStandardWithPadding) {
  // RFC 4648, section 10.
  for (const auto& [bytes, text] :
       {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="), std::pair("foo", "Zm9v"),
        std::pair("foob", "Zm9vYg=="), std::pair("fooba", "Zm9vYmE="), std::pair("foobar", "Zm9vYmFy")}) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
  EXPECT_EQ(base64_encode("\xfb\xef\xbe\xff"), "++++/w==");
}

TEST(Base64, DecodesWhatItEncodedForEveryLength) {
  const std::string bytes = every_byte();
  for (std::size_t length = 0; length <= bytes.size(); ++length)
    ASSERT_EQ(base64_decode(base64_encode(bytes.substr(0, length))), bytes.substr(0, length)) << length;
}

TEST(Base64, ReturnsNothingForOtherTexts) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "----", "Zm9v\n", "====", "Z===", "Zm 9"})
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
}

TEST(HexEncode, WritesTwoLowerCaseDigitsForEachByte) {
  EXPECT_EQ(hex_encode(""), "");
  EXPECT_EQ(hex_encode(std::string_view("\0a\x7f\xc2\xff", 5)), "00617fc2ff");
}

TEST(FormulaApostrophes, StandBeforeEveryTextThatASpreadsheetCouldCalculate) {
  EXPECT_EQ(with_formula_apostrophes("=1+1"), "'=1+1");
  EXPECT_EQ(with_formula_apostrophes("  @SUM"), "'  @SUM");
  EXPECT_EQ(with_formula_apostrophes("a;=1|-2"), "a;'=1|'-2");
  EXPECT_EQ(with_formula_apostrophes("＝1"), "'＝1");
  EXPECT_EQ(with_formula_apostrophes("a=1, it's"), "a=1, it's");
}

TEST(FormulaApostrophes, AreRemoved) {
  for (const char* field :
       {"", "a", "=1", "'=1", "''=1", " -1", "a;=1\n+2", "it's", "'", "';'", "=\t=", "x;'"})
    EXPECT_EQ(without_formula_apostrophes(with_formula_apostrophes(field)), field);
}
