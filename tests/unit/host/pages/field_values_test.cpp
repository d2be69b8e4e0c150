#include "plugins/pages/field_values.hpp"

#include <gmock/gmock.h>

namespace sample_host {
namespace {

using ::testing::IsEmpty;
namespace page = host_sdk::page;

TEST(PresentValues, AreThoseThatABrowserPosts) {
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

/// A page with one field of each kind.
struct CheckValues : ::testing::Test {
  CheckValues() {
    page::Choice source;
    source.options = {{"units", "Units", "", "", "", {}},
                      {"groups", "Groups", "", "", "", {{"picked", page::Picker{}, ""}}},
                      {"later", "Later", "", "", "Comes later.", {}}};
    page::Choice days;
    days.multiple = true;
    days.options = {{"mon", "Monday", "", "", "", {}}, {"tue", "Tuesday", "", "", "", {}}};
    page::Picker target;
    target.multiple = false;
    target.create = "Create a group";
    page::Input email;
    email.max = 5;
    page::Form form;
    form.blocks = {{"source", source, ""},
                   {"days", days, ""},
                   {"target", target, ""},
                   {"email", email, ""},
                   {"limit", page::Number{"Limit", "", "", "", 0, 100, 5}, ""},
                   {"nested", page::Toggle{}, ""},
                   {"words", page::Text{}, ""}};
    whole.blocks.push_back({"form", form, ""});
  }
  /// The sentence about the only value.
  [[nodiscard]] std::string problem(const std::string& field, const std::string& text) const {
    const auto errors = check_values(whole, {{field, text}});
    return errors.empty() ? "" : errors.at(field).at(0);
  }
  page::Page whole;
};

TEST_F(CheckValues, AcceptValuesThatFitTheirFields) {
  EXPECT_THAT(check_values(whole, {{"source", "groups"},
                                   {"days", "mon,tue"},
                                   {"picked", "a,b"},
                                   {"target", "new:All, staff"},
                                   {"email", "äöüß€"},
                                   {"limit", "100"},
                                   {"nested", "false"},
                                   {"value", "anything"},
                                   {"confirmation", "acme.com"}}),
              IsEmpty());
  EXPECT_THAT(check_values(whole, {{"source", ""}, {"days", ""}, {"target", ""}, {"email", ""}}), IsEmpty());
}

TEST_F(CheckValues, RefuseANumberOutOfRange) {
  EXPECT_EQ(problem("limit", "101"), "must be from 0 to 100, not 101");
  EXPECT_EQ(problem("limit", "-1"), "must be from 0 to 100, not -1");
  for (const char* text : {"", "five", "1.5", "1e2", " 5", "99999999999999999999"})
    EXPECT_EQ(problem("limit", text), "'" + std::string(text) + "' is not a whole number");
}

TEST_F(CheckValues, RefuseUnknownAndDisabledChoices) {
  EXPECT_EQ(problem("source", "unit"), "'unit' is not one of units, groups, later");
  EXPECT_EQ(problem("source", "units,groups"), "'units,groups' is not one of units, groups, later");
  EXPECT_EQ(problem("days", "mon,sun"), "'sun' is not one of mon, tue");
  EXPECT_EQ(problem("source", "later"), "'later' is not available: Comes later.");
}

TEST_F(CheckValues, RefuseAToggleThatIsNeitherTrueNorFalse) {
  EXPECT_EQ(problem("nested", "perhaps"), "must be true or false, not 'perhaps'");
}

TEST_F(CheckValues, RefuseAnUnknownField) {
  EXPECT_EQ(problem("sorce", "units"), "is not known; did you mean 'source'?");
  EXPECT_EQ(problem("nothing_like_it", "1"), "is not known");
  EXPECT_EQ(problem("words", "a text is not a field"), "is not known");
}

TEST_F(CheckValues, RefuseTextThatIsTooLongNotUtf8OrSeveralLines) {
  EXPECT_EQ(problem("email", "123456"), "must be at most 5 characters long");
  EXPECT_EQ(problem("email", "\xff"), "is not valid UTF-8 text");
  EXPECT_EQ(problem("email", "a\nb"), "must be a single line");
}

TEST_F(CheckValues, RefuseANewItemWhereNoneCanBeCreated) {
  EXPECT_EQ(problem("picked", "new:Staff"), "'new:Staff' is not possible: nothing new can be created here");
  EXPECT_EQ(problem("target", "new: "), "must have a name after 'new:'");
}

}  // namespace
}  // namespace sample_host
