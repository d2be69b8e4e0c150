#include "directory/field_mask.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;
using emulator::FieldMask;
using emulator::FieldMaskError;

namespace {

std::string masked(const char* mask, const char* text) {
  json::value value = json::parse(text);
  FieldMask::parse(mask).apply(value);
  return json::serialize(value);
}

}  // namespace

TEST(FieldMask, SelectsSeveralNames) {
  EXPECT_EQ(masked("a,b", R"({"a":1,"b":2,"c":3})"), R"({"a":1,"b":2})");
}

TEST(FieldMask, AcceptsSpacesAfterCommas) {
  EXPECT_EQ(masked("a, b", R"({"a":1,"b":2})"), R"({"a":1,"b":2})");
}

TEST(FieldMask, SelectsBelowASlash) {
  EXPECT_EQ(masked("a/b", R"({"a":{"b":1,"c":2}})"), R"({"a":{"b":1}})");
}

TEST(FieldMask, SelectsInParenthesesForEachElementOfAList) {
  EXPECT_EQ(masked("a(b,c/d)", R"({"a":[{"b":1,"x":2},{"c":{"d":3,"e":4}}]})"),
            R"({"a":[{"b":1},{"c":{"d":3}}]})");
}

TEST(FieldMask, MatchesAnyNameWithAStar) {
  EXPECT_EQ(masked("*/b", R"({"a":{"b":1,"c":2},"d":{"b":3}})"), R"({"a":{"b":1},"d":{"b":3}})");
}

TEST(FieldMask, JoinsTwoSelectionsBelowTheSameName) {
  EXPECT_EQ(masked("a/b,a/c", R"({"a":{"b":1,"c":2,"d":3}})"), R"({"a":{"b":1,"c":2}})");
}

TEST(FieldMask, SelectsTheWholeWhenAPartIsListedToo) {
  EXPECT_EQ(masked("a/b,a", R"({"a":{"b":1,"c":2}})"), R"({"a":{"b":1,"c":2}})");
}

TEST(FieldMask, OmitsTheNextPageTokenUnlessSelected) {
  EXPECT_EQ(masked("users(id)", R"({"nextPageToken":"t","users":[{"id":"1"}]})"),
            R"({"users":[{"id":"1"}]})");
}

TEST(FieldMask, RejectsInvalidMasks) {
  for (const char* wrong : {"", ",", "a,", "a(", "a(b", "a)b", "a//b", "a()", "/a"})
    EXPECT_THROW(FieldMask::parse(wrong), FieldMaskError) << wrong;
}
