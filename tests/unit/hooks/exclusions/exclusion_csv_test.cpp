#include "settings/exclusion_csv.hpp"

#include <gmock/gmock.h>

namespace gup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ExclusionCsv, ReadsRulesInAnyOrderOfColumns) {
  const auto reading = read_exclusions_csv(
      "\xEF\xBB\xBFReason,Kind,Value,People kept out\r\n"
      "\"robots, old \"\"ones\"\"\",Address pattern,SVC-*@acme.com,12\r\n"
      "\r\n"
      "shared,without_mailbox,,0\r\n"
      ",Guests,,3");
  EXPECT_THAT(reading.errors, IsEmpty());
  ASSERT_EQ(reading.rules.size(), 3u);
  EXPECT_EQ(reading.rules[0].rule.kind, ExclusionKind::pattern);
  EXPECT_EQ(reading.rules[0].rule.value, "svc-*@acme.com");
  EXPECT_EQ(reading.rules[0].rule.reason, "robots, old \"ones\"");
  EXPECT_EQ(reading.rules[1].line, 4u);
  EXPECT_EQ(reading.rules[2].rule, default_exclusion());
}

TEST(ExclusionCsv, NamesLineAndColumnOfEachError) {
  const auto reading = read_exclusions_csv(
      "kind,value,reason\n"
      "robot,r2@acme.com,x\n"
      "address,r2,x\n"
      "address,r2@acme.com,\n"
      "pattern,svc-*,\"two\nlines\"\n"
      "domain,acme.de,\"open\n");
  EXPECT_THAT(reading.errors,
              ElementsAre(HasSubstr("Line 2, column kind: “robot” is not one of address, pattern,"),
                          "Line 3, column value: The address has no @.",
                          "Line 4, column reason: Enter a reason, so that others understand the rule.",
                          "Line 5, column value: The pattern has no @.",
                          "Line 5, column reason: The reason is not one line of valid text.",
                          "Line 7, column reason: The quotation mark is not closed."));
}

TEST(ExclusionCsv, NeedsTheThreeColumns) {
  EXPECT_THAT(read_exclusions_csv("kind,reason\naddress,x\n").errors,
              ElementsAre("Line 1, column value: The column is missing. The first line names the columns."));
  EXPECT_THAT(
      read_exclusions_csv("").errors,
      ElementsAre("Line 1, column kind: The first line has to name the columns: kind, value, reason."));
}

TEST(ExclusionCsv, ReadsARuleOnceAndStopsAtTooManyErrors) {
  EXPECT_EQ(read_exclusions_csv("kind,value,reason\ndomain,acme.de,x\ndomain,ACME.de,y\n").rules.size(), 1u);
  std::string text = "kind,value,reason\n";
  for (int i = 0; i < 1000; ++i) text += "robot,,\n";
  EXPECT_EQ(read_exclusions_csv(text).errors.size(), 20u);
}

TEST(ExclusionCsv, UndoesTheApostropheOfAnExport) {
  const auto reading = read_exclusions_csv("kind,value,reason\naddress,'-robot@acme.com,'=robots\n");
  ASSERT_EQ(reading.rules.size(), 1u);
  EXPECT_EQ(reading.rules[0].rule.value, "-robot@acme.com");
  EXPECT_EQ(reading.rules[0].rule.reason, "=robots");
}

TEST(ExclusionCsv, UndoesTheApostropheWhereverACellCanStart) {
  const auto reason_of = [](const std::string& text) {
    const auto reading = read_exclusions_csv("kind,value,reason\naddress,''a@acme.com,\"" + text + "\"\n");
    EXPECT_EQ(reading.rules.at(0).rule.value, "''a@acme.com");
    return reading.rules.at(0).rule.reason;
  };
  EXPECT_EQ(reason_of("shared mailbox;' -- ask IT"), "shared mailbox; -- ask IT");
  EXPECT_EQ(reason_of("'＝full width"), "＝full width");
  EXPECT_EQ(reason_of("a|'+b;''@c"), "a|+b;'@c");
  EXPECT_EQ(reason_of("it's a; 'quoted' - word"), "it's a; 'quoted' - word");
}

}  // namespace
}  // namespace gup
