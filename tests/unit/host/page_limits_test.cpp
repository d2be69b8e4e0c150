#include <gmock/gmock.h>

#include "host_sdk/text.hpp"
#include "plugins/pages/page_json.hpp"
#include "plugins/pages/page_rules.hpp"
#include "plugins/pages/page_walk.hpp"

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

TEST_F(PageLimits, LeaveAPageWithinTheLimitsAlone) {
  whole.blocks.push_back({"text", page::Text{std::string(2000, 'x'), {}}, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<page::Text>(whole.blocks[0].kind).text.size(), 2000U);
  EXPECT_EQ(notes, "");
}

TEST_F(PageLimits, RefuseMoreThanAHundredBlocksWhereverTheyLie) {
  page::Section section;
  for (int i = 0; i < 100; ++i) section.blocks.push_back({"b" + std::to_string(i), page::Text{}, ""});
  whole.aside.push_back({"section", section, ""});
  EXPECT_THAT(limit(), HasSubstr("101 blocks"));
}

TEST_F(PageLimits, RefuseAnIdThatStandsTwiceOrIsMalformed) {
  whole.blocks.push_back({"same", page::Text{}, ""});
  whole.blocks.push_back({"same", page::Text{}, ""});
  EXPECT_THAT(limit(), HasSubstr("'same'"));
  whole.blocks = {{"<script>", page::Text{}, ""}};
  EXPECT_THAT(limit(), HasSubstr("malformed"));
}

TEST_F(PageLimits, ExportNoTableUnderANameThatIsNone) {
  page::Table table;
  table.export_name = "people\r\nSet-Cookie: a=b";
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(std::get<page::Table>(whole.blocks[0].kind).export_name, "");
  EXPECT_THAT(notes, HasSubstr("malformed name"));
}

TEST_F(PageLimits, LeaveOutRowsAboveTwoHundredAndFillShortOnes) {
  page::Table table;
  table.columns.resize(2);
  table.rows.resize(201);
  whole.blocks.push_back({"table", table, ""});
  EXPECT_EQ(limit(), "");
  const auto& cut = std::get<page::Table>(whole.blocks[0].kind);
  EXPECT_EQ(cut.rows.size(), 200U);
  EXPECT_EQ(cut.rows[0].cells.size(), 2U);
}

TEST_F(PageLimits, TakeTheAddressFromALinkToAnUndeclaredOrigin) {
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

TEST_F(PageLimits, RefuseAPageLargerThan256Kilobytes) {
  page::Table table;
  table.columns.resize(1);
  for (int i = 0; i < 150; ++i) table.rows.push_back({"r", {std::string(2000, 'x')}, {}});
  whole.blocks.push_back({"table", table, ""});
  EXPECT_THAT(limit(), HasSubstr("256 kB"));
}

TEST_F(PageLimits, RefuseTextThatIsNotUtf8) {
  whole.blocks.push_back({"text", page::Text{"\xff\xfe", {}}, ""});
  EXPECT_THAT(limit(), HasSubstr("UTF-8"));
}

TEST_F(PageLimits, NeverLetASecretOntoThePage) {
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

TEST(PresentValues, AreWhatABrowserWouldPost) {
  page::Choice choice;
  choice.value = {"chosen"};
  page::Picker picker;
  picker.value = {{"id:1", "One", false}, {"id:2", "Two", true}};
  choice.options.push_back({"chosen", "Chosen", "", "", "", {{"units", picker, ""}}});
  page::Input secret;
  secret.type = page::InputType::secret;
  page::Number number;
  number.value = 5;
  page::Form form;
  form.blocks = {
      {"scope", choice, ""}, {"key", secret, ""}, {"percent", number, ""}, {"sub", page::Toggle{}, ""}};
  const std::map<std::string, std::string> expected{
      {"scope", "chosen"}, {"units", "id:1,id:2"}, {"percent", "5"}, {"sub", "false"}};
  EXPECT_EQ(present_values(form), expected);
}

}  // namespace
}  // namespace sample_host
