#include "host_sdk/page_rules/fields.hpp"

#include <gmock/gmock.h>

namespace host_sdk::page {
namespace {

using ::testing::IsEmpty;

TEST(PresentValues, AreThoseThatABrowserPosts) {
  Choice choice;
  choice.value = {"chosen"};
  Picker picker;
  picker.value = {{"id:1", "One", false}, {"id:2", "Two", true}};
  choice.options.push_back({"chosen", "Chosen", "", "", "", {{"units", picker, ""}}});
  Input secret;
  secret.type = InputType::secret;
  Number number;
  number.value = 5;
  Form form;
  form.blocks = {{"scope", choice, ""}, {"key", secret, ""}, {"percent", number, ""}, {"sub", Toggle{}, ""}};
  const std::map<std::string, std::string> expected{
      {"scope", "chosen"}, {"units", "id:1,id:2"}, {"percent", "5"}, {"sub", "false"}};
  EXPECT_EQ(present_values(form), expected);
}

/// A page with one field of each kind.
struct CheckValues : ::testing::Test {
  CheckValues() {
    Choice source;
    source.options = {{"units", "Units", "", "", "", {}},
                      {"groups", "Groups", "", "", "", {{"picked", Picker{}, ""}}},
                      {"later", "Later", "", "", "Comes later.", {}}};
    Choice days;
    days.multiple = true;
    days.options = {{"mon", "Monday", "", "", "", {}}, {"tue", "Tuesday", "", "", "", {}}};
    Picker target;
    target.multiple = false;
    target.create = "Create a group";
    Input email;
    email.max = 5;
    Form form;
    form.blocks = {{"source", source, ""},
                   {"days", days, ""},
                   {"target", target, ""},
                   {"email", email, ""},
                   {"limit", Number{"Limit", "", "", "", 0, 100, 5}, ""},
                   {"nested", Toggle{}, ""},
                   {"words", Text{}, ""}};
    whole.blocks.push_back({"form", form, ""});
  }
  /// The sentence about the only value.
  [[nodiscard]] std::string problem(const std::string& field, const std::string& text) const {
    const auto errors = check_values(whole, {{field, text}});
    return errors.empty() ? "" : errors.at(field).at(0);
  }
  Page whole;
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
}  // namespace host_sdk::page
