#include "host_sdk/value_rules.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

using host_sdk::boolean_problem;
using host_sdk::choice_problem;
using host_sdk::integer_problem;
using host_sdk::name_problem;
using host_sdk::to_integer;

TEST(ToInteger, ReadsDecimalDigitsWithAnOptionalMinus) {
  EXPECT_EQ(to_integer("0"), 0);
  EXPECT_EQ(to_integer("-12"), -12);
  EXPECT_EQ(to_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(to_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
}

TEST(ToInteger, ReturnsNulloptForAnyOtherText) {
  for (const char* text :
       {"", "-", "--1", "+1", "01", "-01", "1.0", "1e3", " 1", "1 ", "0x1", "one", "9223372036854775808"})
    EXPECT_EQ(to_integer(text), std::nullopt) << text;
}

TEST(IntegerProblem, NamesTheLimitsThatExist) {
  EXPECT_EQ(integer_problem("100", {0, 100}), "");
  EXPECT_EQ(integer_problem("500", {0, 100}), "must be from 0 to 100, not 500");
  EXPECT_EQ(integer_problem("0", {1}), "must be at least 1, not 0");
  EXPECT_EQ(integer_problem("many", {}), "'many' is not a whole number");
}

TEST(IntegerProblem, QuotesTheShownTextInsteadOfTheValue) {
  EXPECT_EQ(integer_problem("12345", {0, 9}, "${SECRET}"), "must be from 0 to 9, not ${SECRET}");
  EXPECT_EQ(integer_problem("secret", {}, "${SECRET}"), "'${SECRET}' is not a whole number");
}

TEST(BooleanProblem, AcceptsTrueAndFalseOnly) {
  EXPECT_EQ(boolean_problem("true"), "");
  EXPECT_EQ(boolean_problem("false"), "");
  for (const char* text : {"", "True", "yes", "perhaps", "1"})
    EXPECT_EQ(boolean_problem(text), "must be true or false, not '" + std::string(text) + "'");
}

TEST(ChoiceProblem, ListsTheChoices) {
  EXPECT_EQ(choice_problem("b", {"a", "b"}), "");
  EXPECT_EQ(choice_problem("c", {"a", "b"}), "'c' is not one of a, b");
}

TEST(NameProblem, SuggestsTheMostSimilarKnownName) {
  EXPECT_EQ(name_problem("every", {"every", "within"}), "");
  EXPECT_EQ(name_problem("evry", {"every", "within"}), "is not known; did you mean 'every'?");
  EXPECT_EQ(name_problem("colour", {"every", "within"}), "is not known");
}
