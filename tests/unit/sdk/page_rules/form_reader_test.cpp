#include "host_sdk/page_rules/form_reader.hpp"

#include <gmock/gmock.h>

namespace host_sdk::page {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct ReadForm : ::testing::Test {
  /// The only sentence about a field.
  [[nodiscard]] std::string problem(const std::string& field) const {
    const auto found = form.errors().find(field);
    return found == form.errors().end() ? "" : found->second.at(0);
  }
  Values values{{"limit", "70"},      {"high", "5000"},     {"word", "five"}, {"on", "true"},
                {"maybe", "perhaps"}, {"email", " a@b.c "}, {"empty", "  "},  {"bytes", "\xff"},
                {"source", "groups"}, {"ids", "a,b,a"},     {"none", ""}};
  FormReader form{values};
};

TEST_F(ReadForm, ReturnsTypedValues) {
  EXPECT_EQ(form.number("limit", 0, 100), 70);
  EXPECT_EQ(form.number("absent", 0, 100, 7), 7);
  EXPECT_TRUE(form.toggle("on"));
  EXPECT_TRUE(form.toggle("absent", true));
  EXPECT_EQ(form.text("email", 5), "a@b.c");
  EXPECT_EQ(form.text("empty", 5), "");
  EXPECT_EQ(form.choice("source", {"units", "groups"}), "groups");
  EXPECT_THAT(form.ids("ids", 2), ElementsAre("a", "b"));
  EXPECT_THAT(form.ids("none", 2), IsEmpty());
  EXPECT_TRUE(form.valid());
}

TEST_F(ReadForm, CollectsTheSentencesOfTheYamlReader) {
  EXPECT_EQ(form.number("high", 0, 1000), 0);
  EXPECT_EQ(form.number("word", 3, 9), 3);
  EXPECT_FALSE(form.toggle("maybe"));
  EXPECT_EQ(form.choice("source", {"units"}), "");
  EXPECT_EQ(form.number("absent", 1, 2), 1);
  EXPECT_EQ(form.required_text("empty", 9), "");
  EXPECT_EQ(problem("high"), "must be from 0 to 1000, not 5000");
  EXPECT_EQ(problem("word"), "'five' is not a whole number");
  EXPECT_EQ(problem("maybe"), "must be true or false, not 'perhaps'");
  EXPECT_EQ(problem("source"), "'groups' is not one of units");
  EXPECT_EQ(problem("absent"), "is missing");
  EXPECT_EQ(problem("empty"), "must not be empty");
}

TEST_F(ReadForm, RefusesTextsThatAreTooLongOrNotUtf8) {
  EXPECT_EQ(form.text("email", 4), "");
  EXPECT_EQ(form.text("bytes", 4), "");
  EXPECT_THAT(form.ids("ids", 1), IsEmpty());
  EXPECT_EQ(problem("email"), "must be at most 4 characters long");
  EXPECT_EQ(problem("bytes"), "is not valid UTF-8 text");
  EXPECT_EQ(problem("ids"), "must be at most 1 ids, not 2");
}

TEST_F(ReadForm, AnswersWithEveryMistakeAtOnce) {
  (void)form.number("high", 0, 1000);
  form.error("email", "is not of your domain");
  ActionAnswer answer;
  EXPECT_TRUE(form.invalid(answer).done());
  EXPECT_EQ(answer.outcome, Outcome::invalid);
  EXPECT_EQ(answer.errors.size(), 2U);
}

}  // namespace
}  // namespace host_sdk::page
