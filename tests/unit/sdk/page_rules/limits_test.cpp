#include "host_sdk/page_rules/limits.hpp"

#include <gmock/gmock.h>

#include "host_sdk/text.hpp"

namespace host_sdk::page {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct PageLimits : ::testing::Test {
  std::string limit() {
    return apply_limits(whole, {"https://support.example.com"},
                        [this](const std::string& note) { notes += note; });
  }
  Page whole;
  std::string notes;
};

TEST_F(PageLimits, CutALongLabelAtACodePoint) {
  for (int i = 0; i < 100; ++i) whole.title += "ä";
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(count_code_points(whole.title), 80U);
  EXPECT_TRUE(whole.title.ends_with("…"));
  EXPECT_THAT(notes, HasSubstr("80 characters"));
}

TEST_F(PageLimits, KeepAPageWithinTheLimits) {
  whole.blocks.push_back({"text", Text{std::string(2000, 'x'), {}}, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<Text>(whole.blocks[0].kind).text.size(), 2000U);
  EXPECT_EQ(notes, "");
}

TEST_F(PageLimits, RefuseMoreThanAHundredBlocksAtAnyDepth) {
  Section section;
  for (int i = 0; i < 100; ++i) section.blocks.push_back({"b" + std::to_string(i), Text{}, ""});
  whole.aside.push_back({"section", section, ""});
  EXPECT_THAT(limit(), HasSubstr("101 blocks, and 100 are the limit"));
}

TEST_F(PageLimits, RefuseDuplicateAndMalformedIds) {
  whole.blocks.push_back({"same", Text{}, ""});
  whole.blocks.push_back({"same", Text{}, ""});
  EXPECT_THAT(limit(), HasSubstr("'same'"));
  whole.blocks = {{"<script>", Text{}, ""}};
  EXPECT_THAT(limit(), HasSubstr("malformed"));
}

TEST_F(PageLimits, DoNotExportATableWithAMalformedName) {
  Table table;
  table.export_name = "people\r\nSet-Cookie: a=b";
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<Table>(whole.blocks[0].kind).export_name, "");
  EXPECT_THAT(notes, HasSubstr("malformed name"));
}

TEST_F(PageLimits, LeaveOutRowsAboveTwoHundred) {
  Table table;
  table.rows.resize(201);
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<Table>(whole.blocks[0].kind).rows.size(), 200U);
}

TEST_F(PageLimits, AllowAnExportMoreRows) {
  Table table;
  table.rows.resize(5'001);
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(apply_limits(
                whole, {}, [this](const std::string& note) { notes += note; }, kExportedPage),
            "");
  EXPECT_EQ(std::get<Table>(whole.blocks[0].kind).rows.size(), 5'000U);
  EXPECT_EQ(notes, "a table had more rows than the limit");
}

TEST_F(PageLimits, RefuseARowWhoseCellsDoNotMatchTheColumns) {
  Table table;
  table.columns = {{"a", "A", Align::start}, {"b", "B", Align::start}};
  table.rows = {{"r1", {std::string{"1"}, std::string{"2"}}, {}}, {"r2", {std::string{"1"}}, {}}};
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "the table 'table' has 2 columns, but its row 'r2' has 1 cell");
}

TEST_F(PageLimits, RefuseDuplicateIdsOfColumnsRowsAndOptions) {
  Table columns;
  columns.columns = {{"a", "A", Align::start}, {"a", "B", Align::start}};
  whole.blocks = {{"table", columns, ""}};
  EXPECT_EQ(limit(), "the table 'table' has the column id 'a' twice");
  Table rows;
  rows.rows = {{"r", {}, {}}, {"r", {}, {}}};
  whole.blocks = {{"table", rows, ""}};
  EXPECT_EQ(limit(), "the table 'table' has the row id 'r' twice");
  Choice choice;
  choice.options = {{"a", "A", "", "", "", {}}, {"a", "B", "", "", "", {}}};
  whole.blocks = {{"source", choice, ""}};
  EXPECT_EQ(limit(), "the choice 'source' has the option id 'a' twice");
}

TEST_F(PageLimits, RefuseANumberWhoseRangeOrValueIsImpossible) {
  whole.blocks = {{"limit", Number{"Limit", "", "", "", 5, 3, 4}, ""}};
  EXPECT_EQ(limit(), "the number 'limit' has the minimum 5 above its maximum 3");
  whole.blocks = {{"limit", Number{"Limit", "", "", "", 0, 100, 101}, ""}};
  EXPECT_EQ(limit(), "the value of the number 'limit' must be from 0 to 100, not 101");
}

TEST_F(PageLimits, RefuseAValueOutsideItsChoices) {
  Choice choice;
  choice.options = {{"a", "A", "", "", "", {}}, {"b", "B", "", "", "", {}}};
  choice.value = {"c"};
  whole.blocks = {{"source", choice, ""}};
  EXPECT_EQ(limit(), "the value of the choice 'source': 'c' is not one of a, b");
  choice.value = {"a", "b"};
  whole.blocks = {{"source", choice, ""}};
  EXPECT_EQ(limit(), "the choice 'source' has several values, but allows only one");
}

TEST_F(PageLimits, ClearALinkToAnUndeclaredOrigin) {
  Text text;
  text.links = {{"declared", "https://support.example.com/a"},
                {"own", "/users"},
                {"foreign", "https://evil.example"},
                {"script", "javascript:alert(1)"},
                {"foreign without scheme", "//evil.example"}};
  whole.blocks.push_back({"text", text, ""});
  EXPECT_EQ(limit(), "");
  const auto& links = std::get<Text>(whole.blocks[0].kind).links;
  EXPECT_EQ(links[0].url, "https://support.example.com/a");
  EXPECT_EQ(links[1].url, "/users");
  for (int i = 2; i < 5; ++i) EXPECT_EQ(links[static_cast<std::size_t>(i)].url, "") << i;
}

TEST_F(PageLimits, RefuseAPageLargerThan256KiB) {
  Table table;
  table.columns.resize(1);
  for (int i = 0; i < 150; ++i) table.rows.push_back({"r" + std::to_string(i), {std::string(2000, 'x')}, {}});
  whole.blocks.push_back({"table", table, ""});
  EXPECT_THAT(limit(), HasSubstr("256 KiB"));
}

TEST_F(PageLimits, RefuseTextThatIsNotUtf8) {
  whole.blocks.push_back({"text", Text{"\xff\xfe", {}}, ""});
  EXPECT_THAT(limit(), HasSubstr("UTF-8"));
}

TEST_F(PageLimits, RefuseTextWithoutALimitThatIsNotUtf8) {
  Table table;
  table.next = "\xff";
  whole.blocks = {{"table", table, ""}};
  EXPECT_EQ(limit(), "a text is not UTF-8");
}

TEST_F(PageLimits, RemoveTheValueOfASecret) {
  Input input;
  input.type = InputType::secret;
  input.value = "hunter2";
  input.saved = true;
  whole.blocks.push_back({"key", input, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<Input>(whole.blocks[0].kind).value, "");
  EXPECT_EQ(notes, "a secret had a value");
}

TEST(Validate, AcceptsAPageThatKeepsEveryRule) {
  Page whole;
  whole.title = "Hello";
  whole.blocks = {{"words", Text{"Hello", {{"Help", "https://help.example.com/hello"}}}, ""}};
  EXPECT_THAT(validate(whole, {"https://help.example.com"}), IsEmpty());
}

TEST(Validate, NamesTheRefusalFirstAndThenWhatIsCut) {
  Page whole;
  whole.title = std::string(81, 'x');
  whole.blocks = {{"words", Text{"Hello", {{"Help", "https://help.example.com/hello"}}}, ""},
                  {"words", Text{}, ""}};
  EXPECT_THAT(validate(whole),
              ElementsAre("two blocks have the id 'words'", "a label longer than 80 characters was cut",
                          "a link led to an origin that the plugin does not declare"));
}

}  // namespace
}  // namespace host_sdk::page
