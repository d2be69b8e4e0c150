#include <gtest/gtest.h>

#include "drawn.hpp"

namespace {

using namespace host_sdk::page;
using drawn::has;

Block form_of(std::vector<Block> blocks) {
  return {"settings", Form{std::move(blocks), {}, "", 7}, ""};
}

TEST(Fields, NeverShowSavedSecrets) {
  const auto line =
      drawn::block(form_of({{"key", Input{"Key", "", InputType::secret, "hush", true, 100, false}, ""}}));
  EXPECT_FALSE(has(line, "hush"));
  EXPECT_TRUE(has(line, "placeholder=\"Saved."));
  const auto area =
      drawn::block(form_of({{"key", Input{"Key", "", InputType::secret, "hush", false, 100, true}, ""}}));
  EXPECT_FALSE(has(area, "hush"));
  EXPECT_TRUE(has(area, "autocomplete=\"off\""));
}

TEST(Fields, IncludeCsrfTokenFormIdAndRevision) {
  const auto html = drawn::block(form_of({}));
  EXPECT_TRUE(has(html, "name=\"_csrf\" value=\"token\""));
  EXPECT_TRUE(has(html, "name=\"_form\" value=\"settings\""));
  EXPECT_TRUE(has(html, "name=\"_revision\" value=\"7\""));
}

TEST(Fields, ShowErrorsAtTheFieldAndInTheSummary) {
  auto drawing = drawn::drawing();
  drawing.sent_form = "settings";
  drawing.errors = {{"limit", {"Enter a number."}}, {"", {"Nothing fits."}}};
  drawing.typed = {{"limit", "many"}};
  const auto html = drawn::block(form_of({{"limit", Number{"Limit", "", "", "%", 0, 100, 5}, ""}}), drawing);
  EXPECT_TRUE(has(html, "id=\"errors\" tabindex=\"-1\" autofocus"));
  EXPECT_TRUE(has(html, "<a href=\"#in-limit\">Limit: Enter a number.</a>"));
  EXPECT_TRUE(has(html, "<li>Nothing fits.</li>"));
  EXPECT_TRUE(has(html, "aria-describedby=\"error-limit\" aria-invalid=\"true\""));
  EXPECT_TRUE(has(html, "value=\"many\""));
}

TEST(Fields, ExpandTheirSectionWhenShownAgainWithErrors) {
  Section section;
  section.title = "More";
  section.collapsed = true;
  section.blocks = {form_of({})};
  EXPECT_FALSE(has(drawn::block({"more", section, ""}), " open"));
  auto drawing = drawn::drawing();
  drawing.sent_form = "settings";
  EXPECT_TRUE(has(drawn::block({"more", section, ""}, drawing), " open"));
  drawing.sent_form = "another";
  EXPECT_FALSE(has(drawn::block({"more", section, ""}, drawing), " open"));
}

TEST(Fields, ShowTheErrorSummaryOnlyInTheSubmittedForm) {
  auto drawing = drawn::drawing();
  drawing.sent_form = "another";
  drawing.errors = {{"limit", {"Enter a number."}}};
  EXPECT_FALSE(has(drawn::block(form_of({}), drawing), "id=\"errors\""));
}

TEST(Choices, ShowWhyAnOptionIsDisabled) {
  Choice choice{"How", "",    ChoiceStyle::cards,
                false, {"a"}, {{"a", "A", "", "", "", {}}, {"b", "B", "hint", "", "Not yet.", {}}}};
  const auto html = drawn::block(form_of({{"how", choice, ""}}));
  EXPECT_TRUE(has(html, "value=\"a\" id=\"in-how\" checked"));
  EXPECT_TRUE(has(html, "value=\"b\" id=\"in-how-b\" disabled"));
  EXPECT_TRUE(has(html, "Not yet."));
}

TEST(Choices, DrawOnePanelPerOptionInOrder) {
  Choice choice{
      "How",
      "",
      ChoiceStyle::compact,
      false,
      {"a"},
      {{"a", "A", "", "", "", {}}, {"b", "B", "", "", "", {{"in", Toggle{"Inner", "", false}, ""}}}}};
  const auto html = drawn::block(form_of({{"how", choice, ""}}));
  EXPECT_TRUE(
      has(html, "<div class=\"panels\"><div class=\"panel panel-empty\"></div><div class=\"panel\">"));
}

TEST(Choices, WithSeveralAnswersPostAnEmptySelection) {
  Choice choice{"Days", "", ChoiceStyle::compact, true, {}, {{"mon", "Monday", "", "", "", {}}}};
  EXPECT_TRUE(has(drawn::block(form_of({{"days", choice, ""}})), "name=\"_many\" value=\"days\""));
}

TEST(Pickers, DrawSelectedOptionsAsChipsAndMarkMissingOnes) {
  Picker picker;
  picker.label = "Units";
  picker.shape = PickerShape::tree;
  picker.select = PickerSelect::subtree;
  picker.value = {{"id:1", "/ Sales", false}, {"id:2", "/ Old", true}};
  const auto html = drawn::block(form_of({{"units", picker, ""}}));
  EXPECT_TRUE(has(html, "name=\"units\" value=\"id:1\""));
  EXPECT_TRUE(has(html, "chip chip-gone\" data-id=\"id:2\""));
  EXPECT_TRUE(has(html, "aria-label=\"Remove / Sales\""));
  EXPECT_TRUE(has(html, "data-hx-get=\"/company/settings/parts/options/units?shape=tree&amp;multiple=yes\""));
}

TEST(Pickers, WithoutScriptsListTheOptionsThatWereAskedFor) {
  Picker picker;
  picker.multiple = true;
  picker.searchable = true;
  picker.value = {{"1", "One", false}};
  EXPECT_FALSE(has(drawn::block({"units", picker, ""}), "plain-options"));
  auto drawing = drawn::drawing();
  auto& open = drawing.open_pickers["units"];
  open.query = "<o>";
  open.answer.options = {{"1", "One", "", 3, false, "", false}, {"2", "Two", "", {}, true, "", false}};
  open.answer.next = "more";
  const auto html = drawn::block({"units", picker, ""}, drawing);
  EXPECT_TRUE(has(html, "name=\"_search.units\" aria-label=\"Search: \" value=\"&lt;o&gt;\""));
  EXPECT_TRUE(has(html, "name=\"units\" value=\"1\" checked disabled>")) << "the chip's box sends it";
  EXPECT_TRUE(has(html, "name=\"units\" value=\"2\">"));
  EXPECT_TRUE(
      has(html, "name=\"_open\" value=\"2\" formaction=\"/company/settings/parts/options/units#b-units\""));
  EXPECT_TRUE(has(html, "name=\"_cursor\" value=\"more\""));
  open.problem = "The directory did not answer.";
  EXPECT_TRUE(
      has(drawn::block({"units", picker, ""}, drawing), "role=\"alert\">The directory did not answer."));
}

TEST(Pickers, WithOneAnswerAreClosedWhileSomethingIsSelected) {
  Picker picker;
  picker.multiple = false;
  picker.value = {{"1", "All staff", false}};
  EXPECT_TRUE(has(drawn::block(form_of({{"group", picker, ""}})), "id=\"body-group\" hidden"));
  picker.value.clear();
  EXPECT_FALSE(has(drawn::block(form_of({{"group", picker, ""}})), "id=\"body-group\" hidden"));
}

TEST(Toggles, PostTheirValueWhenOff) {
  EXPECT_TRUE(has(drawn::block(form_of({{"nested", Toggle{"Nested", "", true}, ""}})),
                  "name=\"_toggle\" value=\"nested\""));
}

}  // namespace
