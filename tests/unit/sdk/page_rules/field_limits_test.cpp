// What the host refuses and repairs in the members of fields, links and other parts of a page.
#include <gmock/gmock.h>

#include "host_sdk/page_rules/fields.hpp"
#include "host_sdk/page_rules/limits.hpp"

namespace host_sdk::page {
namespace {

using ::testing::IsEmpty;

struct FieldLimits : ::testing::Test {
  /// The refusal of a page with this block alone.
  std::string refusal(Block block) {
    whole.blocks = {std::move(block)};
    return limit();
  }
  std::string limit() {
    notes.clear();
    return apply_limits(whole, {}, [this](const std::string& note) { notes += note; });
  }
  template <class Kind>
  Kind& first() {
    return std::get<Kind>(whole.blocks.at(0).kind);
  }
  Page whole;
  std::string notes;
};

TEST_F(FieldLimits, RefuseSeveralValuesOfAPickerForOne) {
  Picker picker;
  picker.multiple = false;
  picker.value = {{"a", "A", false}, {"b", "B", false}};
  EXPECT_EQ(refusal({"target", picker, ""}), "the picker 'target' has several values, but allows only one");
  picker.multiple = true;
  EXPECT_EQ(refusal({"target", picker, ""}), "");
}

TEST_F(FieldLimits, RefuseAnIdWithACommaWhereSeveralArePosted) {
  Picker picker;
  picker.value = {{"a,b", "A", false}};
  EXPECT_EQ(refusal({"units", picker, ""}), "the picker 'units' has the option id 'a,b' with a comma");
  picker.multiple = false;
  EXPECT_EQ(refusal({"units", picker, ""}), "");
  Choice choice;
  choice.options = {{"a,b", "A", "", "", "", {}}};
  EXPECT_EQ(refusal({"days", choice, ""}), "");
  choice.multiple = true;
  EXPECT_EQ(refusal({"days", choice, ""}), "the choice 'days' has the option id 'a,b' with a comma");
}

TEST_F(FieldLimits, RefuseANewOptionOfAPickerThatCannotCreateOne) {
  Picker picker;
  picker.value = {{"new:Staff", "Staff", false}};
  EXPECT_EQ(refusal({"target", picker, ""}),
            "the value of the picker 'target': 'new:Staff' is not possible: nothing new can be created here");
  picker.create = "Create a group";
  EXPECT_EQ(refusal({"target", picker, ""}), "");
}

TEST_F(FieldLimits, RefuseAValueLongerThanItsInput) {
  Input input;
  input.max = 5;
  input.value = "äöüß€";
  EXPECT_EQ(refusal({"name", input, ""}), "");
  input.value += "1";
  EXPECT_EQ(refusal({"name", input, ""}), "the value of the input 'name' must be at most 5 characters long");
  input.value.clear();
  input.max = 0;
  EXPECT_EQ(refusal({"name", input, ""}), "the input 'name' has the maximum length 0");
}

TEST_F(FieldLimits, ReplaceLineBreaksInAnInputOfOneLine) {
  Input input;
  input.value = "a\r\nb";
  EXPECT_EQ(refusal({"name", input, ""}), "");
  EXPECT_EQ(first<Input>().value, "a  b");
  EXPECT_EQ(notes, "an input of one line had line breaks");
  input.multiline = true;
  EXPECT_EQ(refusal({"name", input, ""}), "");
  EXPECT_EQ(first<Input>().value, "a\r\nb");
}

TEST_F(FieldLimits, ClearMalformedExtensionsOfFiles) {
  Input input;
  for (const char* text : {"json", ".json,", ".json, .yaml", ".", ".JSON", "image/*"}) {
    input.accepted_files = text;
    EXPECT_EQ(refusal({"key", input, ""}), "") << text;
    EXPECT_EQ(first<Input>().accepted_files, "") << text;
    EXPECT_EQ(notes, "an input accepted files with malformed extensions") << text;
  }
  input.accepted_files = ".json,.yaml";
  EXPECT_EQ(refusal({"key", input, ""}), "");
  EXPECT_EQ(first<Input>().accepted_files, ".json,.yaml");
  EXPECT_EQ(notes, "");
}

TEST_F(FieldLimits, RefuseAFieldWithANameOfTheHost) {
  for (const std::string name : {"value", "confirmation", "_form"}) {
    EXPECT_EQ(refusal({name, Toggle{}, ""}), "the field '" + name + "' has a name that hosts use themselves");
    EXPECT_EQ(refusal({name, Text{}, ""}), "") << "only fields are posted";
  }
}

TEST_F(FieldLimits, BringAProgressBarBetweenZeroAndItsTotal) {
  ProgressBar bar;
  bar.done = 7;
  bar.total = 5;
  EXPECT_EQ(refusal({"bar", bar, ""}), "");
  EXPECT_EQ(first<ProgressBar>().done, 5);
  EXPECT_EQ(notes, "a progress bar was not from 0 to its total");
  bar.total.reset();
  EXPECT_EQ(refusal({"bar", bar, ""}), "");
  EXPECT_EQ(first<ProgressBar>().done, 7);
  EXPECT_EQ(first<ProgressBar>().total, std::nullopt);
  EXPECT_EQ(notes, "");
  bar.done = bar.total.emplace(-1);
  EXPECT_EQ(refusal({"bar", bar, ""}), "");
  EXPECT_EQ(first<ProgressBar>().done, 0);
  EXPECT_EQ(first<ProgressBar>().total, 0);
}

TEST_F(FieldLimits, ClearMalformedPartsOfALink) {
  whole.blocks = {
      {"chips", FilterChips{"Show", {{"All", 1, Tone::neutral, {"", {{"Kind", "x"}}, "a b"}}}}, ""}};
  EXPECT_EQ(limit(), "");
  EXPECT_THAT(first<FilterChips>().items[0].to.parameters, IsEmpty());
  EXPECT_EQ(first<FilterChips>().items[0].to.block, "");
  EXPECT_EQ(notes, "a link had malformed or too many parametersa link led to a malformed block id");
}

TEST_F(FieldLimits, RefuseAMalformedUnavailableAction) {
  whole.unavailable_actions = {{"sync now", "It runs."}};
  EXPECT_EQ(limit(), "an unavailable action has the malformed id 'sync now'");
  whole.unavailable_actions = {{"sync_now", std::string(2001, 'x')}};
  EXPECT_EQ(limit(), "");
  EXPECT_EQ(notes, "a text longer than 2,000 characters was cut");
}

TEST_F(FieldLimits, RemoveAnInvitationToAnActionWithoutAnExternalSite) {
  Action connect;
  connect.id = "connect";
  const Invitation invitation{"Ask", "Connect", "", "connect"};
  whole.actions = {connect};
  whole.invitation = invitation;
  EXPECT_EQ(limit(), "");
  EXPECT_FALSE(whole.invitation);
  EXPECT_EQ(notes, "an invitation was for an action that opens no external site");
  whole.actions[0].opens_external_site = true;
  whole.invitation = invitation;
  EXPECT_EQ(limit(), "");
  EXPECT_TRUE(whole.invitation);
}

TEST_F(FieldLimits, AcceptTheUnchangedValuesOfAPageThatKeepsThem) {
  Choice choice;
  choice.options = {{"a", "A", "", "", "", {}}, {"b", "B", "", "", "Not now.", {}}};
  choice.value = {"b"};
  Form form;
  form.blocks = {{"choice", choice, ""},
                 {"picker", Picker{}, ""},
                 {"input", Input{}, ""},
                 {"number", Number{}, ""},
                 {"toggle", Toggle{}, ""}};
  EXPECT_EQ(refusal({"form", form, ""}), "");
  EXPECT_THAT(check_values(whole, present_values(form)), IsEmpty());
}

TEST(OptionLimits, DropOptionsWhoseTextsAreNotUtf8) {
  OptionsAnswer answer;
  answer.options.resize(2);
  answer.options[0].id = "\xff";
  answer.options[1].id = "sales";
  answer.note = answer.next = "\xff";
  apply_limits(answer);
  ASSERT_EQ(answer.options.size(), 1U);
  EXPECT_EQ(answer.options[0].id, "sales");
  EXPECT_EQ(answer.note + answer.next, "");
}

}  // namespace
}  // namespace host_sdk::page
