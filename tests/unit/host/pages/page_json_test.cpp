#include "plugins/pages/page_json.hpp"

#include <gmock/gmock.h>

namespace sample_host {
namespace {

using ::testing::HasSubstr;
namespace page = host_sdk::page;

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

TEST(PageJson, NamesMembersOfAnActionAsTheSdkDoes) {
  page::Action action;
  action.id = "connect";
  action.label = "Connect";
  action.submit = action.download = action.opens_external_site = true;
  action.needs = "company.settings";
  action.value = "7";
  page::Page whole;
  whole.actions = {action};
  EXPECT_THAT(page_json_text(whole),
              HasSubstr(R"({"id":"connect","label":"Connect","style":"standard","submit":true,)"
                        R"("download":true,"opens_external_site":true,"needs":"company.settings",)"
                        R"("value":"7"})"));
}

}  // namespace
}  // namespace sample_host
