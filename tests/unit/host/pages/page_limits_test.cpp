#include <gmock/gmock.h>

#include "host_sdk/text.hpp"
#include "plugins/pages/page_json.hpp"
#include "plugins/pages/page_limits.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;
namespace page = host_sdk::page;

struct PageLimits : ::testing::Test {
  std::string limit() {
    return apply_limits(whole, {"https://support.example.com"},
                        [this](const std::string& note) { notes += note; });
  }
  page::Page whole;
  std::string notes;
};

TEST_F(PageLimits, CutALongLabelAtACodePoint) {
  for (int i = 0; i < 100; ++i) whole.title += "ä";
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(host_sdk::count_code_points(whole.title), 80U);
  EXPECT_TRUE(whole.title.ends_with("…"));
  EXPECT_THAT(notes, HasSubstr("80 characters"));
}

TEST_F(PageLimits, KeepAPageWithinTheLimits) {
  whole.blocks.push_back({"text", page::Text{std::string(2000, 'x'), {}}, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<page::Text>(whole.blocks[0].kind).text.size(), 2000U);
  EXPECT_EQ(notes, "");
}

TEST_F(PageLimits, RefuseMoreThanTwoHundredBlocksAtAnyDepth) {
  page::Section section;
  for (int i = 0; i < 200; ++i) section.blocks.push_back({"b" + std::to_string(i), page::Text{}, ""});
  whole.aside.push_back({"section", section, ""});
  EXPECT_THAT(limit(), HasSubstr("201 blocks, and 200 are the limit"));
}

TEST_F(PageLimits, RefuseDuplicateAndMalformedIds) {
  whole.blocks.push_back({"same", page::Text{}, ""});
  whole.blocks.push_back({"same", page::Text{}, ""});
  EXPECT_THAT(limit(), HasSubstr("'same'"));
  whole.blocks = {{"<script>", page::Text{}, ""}};
  EXPECT_THAT(limit(), HasSubstr("malformed"));
}

TEST_F(PageLimits, ExportNoTableUnderAMalformedName) {
  page::Table table;
  table.export_name = "people\r\nSet-Cookie: a=b";
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<page::Table>(whole.blocks[0].kind).export_name, "");
  EXPECT_THAT(notes, HasSubstr("malformed name"));
}

TEST_F(PageLimits, LeaveOutRowsAboveTwoHundred) {
  page::Table table;
  table.rows.resize(201);
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<page::Table>(whole.blocks[0].kind).rows.size(), 200U);
}

TEST_F(PageLimits, AllowAnExportMoreRows) {
  page::Table table;
  table.rows.resize(5'001);
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(apply_limits(
                whole, {}, [this](const std::string& note) { notes += note; }, kExportedPage),
            "");
  EXPECT_EQ(std::get<page::Table>(whole.blocks[0].kind).rows.size(), 5'000U);
  EXPECT_EQ(notes, "a table had more rows than the limit");
}

TEST_F(PageLimits, RefuseARowWhoseCellsDoNotMatchTheColumns) {
  page::Table table;
  table.columns = {{"a", "A", page::Align::start}, {"b", "B", page::Align::start}};
  table.rows = {{"r1", {std::string{"1"}, std::string{"2"}}, {}}, {"r2", {std::string{"1"}}, {}}};
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "the table 'table' has 2 columns, but its row 'r2' has 1 cell");
}

TEST_F(PageLimits, RefuseDuplicateIdsOfColumnsRowsAndOptions) {
  page::Table columns;
  columns.columns = {{"a", "A", page::Align::start}, {"a", "B", page::Align::start}};
  whole.blocks = {{"table", columns, ""}};
  EXPECT_EQ(limit(), "the table 'table' has the column id 'a' twice");
  page::Table rows;
  rows.rows = {{"r", {}, {}}, {"r", {}, {}}};
  whole.blocks = {{"table", rows, ""}};
  EXPECT_EQ(limit(), "the table 'table' has the row id 'r' twice");
  page::Choice choice;
  choice.options = {{"a", "A", "", "", "", {}}, {"a", "B", "", "", "", {}}};
  whole.blocks = {{"source", choice, ""}};
  EXPECT_EQ(limit(), "the choice 'source' has the option id 'a' twice");
}

TEST_F(PageLimits, RefuseANumberWhoseRangeOrValueIsImpossible) {
  whole.blocks = {{"limit", page::Number{"Limit", "", "", "", 5, 3, 4}, ""}};
  EXPECT_EQ(limit(), "the number 'limit' has the minimum 5 above its maximum 3");
  whole.blocks = {{"limit", page::Number{"Limit", "", "", "", 0, 100, 101}, ""}};
  EXPECT_EQ(limit(), "the value of the number 'limit' must be from 0 to 100, not 101");
}

TEST_F(PageLimits, RefuseAValueOutsideItsChoices) {
  page::Choice choice;
  choice.options = {{"a", "A", "", "", "", {}}, {"b", "B", "", "", "", {}}};
  choice.value = {"c"};
  whole.blocks = {{"source", choice, ""}};
  EXPECT_EQ(limit(), "the value of the choice 'source': 'c' is not one of a, b");
  choice.value = {"a", "b"};
  whole.blocks = {{"source", choice, ""}};
  EXPECT_EQ(limit(), "the choice 'source' has several values, but allows only one");
}

TEST_F(PageLimits, ClearALinkToAnUndeclaredOrigin) {
  page::Text text;
  text.links = {{"declared", "https://support.example.com/a"},
                {"own", "/users"},
                {"foreign", "https://evil.example"},
                {"script", "javascript:alert(1)"},
                {"foreign without scheme", "//evil.example"}};
  whole.blocks.push_back({"text", text, ""});
  EXPECT_EQ(limit(), "");
  const auto& links = std::get<page::Text>(whole.blocks[0].kind).links;
  EXPECT_EQ(links[0].url, "https://support.example.com/a");
  EXPECT_EQ(links[1].url, "/users");
  for (int i = 2; i < 5; ++i) EXPECT_EQ(links[static_cast<std::size_t>(i)].url, "") << i;
}

TEST_F(PageLimits, RefuseAPageLargerThan256KiB) {
  page::Table table;
  table.columns.resize(1);
  for (int i = 0; i < 150; ++i) table.rows.push_back({"r" + std::to_string(i), {std::string(2000, 'x')}, {}});
  whole.blocks.push_back({"table", table, ""});
  EXPECT_THAT(limit(), HasSubstr("256 KiB"));
}

TEST_F(PageLimits, RefuseTextThatIsNotUtf8) {
  whole.blocks.push_back({"text", page::Text{"\xff\xfe", {}}, ""});
  EXPECT_THAT(limit(), HasSubstr("UTF-8"));
}

TEST_F(PageLimits, RemoveTheValueOfASecret) {
  page::Input input;
  input.type = page::InputType::secret;
  input.value = "hunter2";
  input.saved = true;
  whole.blocks.push_back({"key", input, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<page::Input>(whole.blocks[0].kind).value, "");
}

TEST(PageJson, CarriesEveryKindOfBlock) {
  page::Page whole;
  whole.title = "T";
  int number = 0;
  for (const page::BlockKind& kind :
       {page::BlockKind{page::Section{}}, page::BlockKind{page::Text{}}, page::BlockKind{page::Notice{}},
        page::BlockKind{page::Empty{}}, page::BlockKind{page::Facts{}}, page::BlockKind{page::ProgressBar{}},
        page::BlockKind{page::Table{}}, page::BlockKind{page::Form{}}, page::BlockKind{page::Choice{}},
        page::BlockKind{page::Picker{}}, page::BlockKind{page::Input{}}, page::BlockKind{page::Number{}},
        page::BlockKind{page::Toggle{}}, page::BlockKind{page::Actions{}}}) {
    whole.blocks.push_back({"b" + std::to_string(number++), kind, ""});
  }
  const auto text = page_json_text(whole);
  for (const char* kind : {"section", "text", "notice", "empty", "facts", "progress", "table", "form",
                           "choice", "picker", "input", "number", "toggle", "actions"}) {
    EXPECT_THAT(text, HasSubstr("\"kind\":\"" + std::string{kind} + "\""));
  }
  EXPECT_THAT(text, HasSubstr("\"title\":\"T\""));
  EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(PageJson, NamesStylesAsTheSdkDoes) {
  page::Page whole;
  page::Choice choice;
  choice.style = page::ChoiceStyle::compact;
  whole.blocks.push_back({"choice", choice, ""});
  page::Action action;
  action.style = page::ActionStyle::danger_subtle;
  whole.blocks.push_back({"actions", page::Actions{{action}}, ""});
  const auto text = page_json_text(whole);
  EXPECT_THAT(text, HasSubstr("\"style\":\"compact\""));
  EXPECT_THAT(text, HasSubstr("\"style\":\"danger_subtle\""));
}

}  // namespace
}  // namespace sample_host
