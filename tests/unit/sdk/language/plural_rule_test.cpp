#include "language/plural_rule.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

using host_sdk::PluralRule;

TEST(PluralRule, EvaluatesTheRulesOfManyLanguages) {
  const PluralRule russian(
      "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : "
      "2);");
  EXPECT_EQ(russian.forms(), 3U);
  EXPECT_EQ(russian.form(1), 0U);
  EXPECT_EQ(russian.form(21), 0U);
  EXPECT_EQ(russian.form(11), 2U);
  EXPECT_EQ(russian.form(-3), 1U);
  EXPECT_EQ(russian.form(13), 2U);
  const PluralRule french("nplurals=2; plural=n > 1;");
  EXPECT_EQ(french.form(0), 0U);
  EXPECT_EQ(french.form(2), 1U);
  EXPECT_EQ(PluralRule("nplurals=1; plural=0;").form(7), 0U);
  EXPECT_EQ(PluralRule("nplurals=6; plural=n==0 ? 0 : !(n-1) ? 1 : 2+n*0;").form(9), 2U);
}

TEST(PluralRule, StaysWithinItsForms) {
  EXPECT_EQ(PluralRule("nplurals=2; plural=n;").form(5), 0U);
  EXPECT_EQ(PluralRule("nplurals=2; plural=n % 0;").form(5), 0U);
}

TEST(PluralRule, RefusesMalformedRules) {
  for (const char* rule : {"", "nplurals=2;", "nplurals=0; plural=0;", "nplurals=2; plural=n ==;",
                           "nplurals=2; plural=(n;", "nplurals=2; plural=n ? 1;", "nplurals=2; plural=m;"})
    EXPECT_THROW(PluralRule{rule}, std::invalid_argument) << rule;
  EXPECT_THROW(PluralRule("nplurals=2; plural=" + std::string(1000, '(') + "n"), std::invalid_argument);
  EXPECT_THROW(PluralRule("nplurals=2; plural=" + std::string(1000, '!') + "n"), std::invalid_argument);
}

}  // namespace
