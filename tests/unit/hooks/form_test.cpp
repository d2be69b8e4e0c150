// Reading the settings as a form or a command line brings them.
#include <gmock/gmock.h>

#include "model/settings/setting_names.hpp"
#include "settings/form.hpp"

namespace gup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

FormReading from_page(const FormValues& values, const SyncSettings& current = {}) {
  return read_form(values, current, FormOrigin::page);
}
FormReading from_command_line(const FormValues& values, const SyncSettings& current = {}) {
  return read_form(values, current, FormOrigin::command_line);
}

TEST(Form, ChangesOnlyTheFieldsThatArePresent) {
  SyncSettings current;
  current.groups = {"g1"};
  current.on_leaving = OnLeaving::deactivate;
  const auto reading = from_page({{"method", "matching_groups"}}, current);
  EXPECT_TRUE(reading.errors.empty());
  EXPECT_EQ(reading.settings.method, SyncMethod::matching_groups);
  EXPECT_THAT(reading.settings.groups, ElementsAre("g1"));
  EXPECT_EQ(reading.settings.on_leaving, OnLeaving::deactivate);
}

TEST(Form, ReadsEveryField) {
  const auto reading = from_command_line({{"source", "groups"},
                                          {"scope", "chosen"},
                                          {"organizational_units", "id:a"},
                                          {"groups", " g1, g2 ,,g1"},
                                          {"include_sub_units", "false"},
                                          {"include_nested_groups", "false"},
                                          {"method", "target_group"},
                                          {"target_group", "912"},
                                          {"on_leaving", "deactivate"},
                                          {"existing_users", "skip"},
                                          {"removal_limit_percent", "100"},
                                          {"removal_limit_at_least", "7"}});
  ASSERT_TRUE(reading.errors.empty());
  const auto& settings = reading.settings;
  EXPECT_EQ(settings.source, SyncSource::groups);
  EXPECT_EQ(settings.scope, SyncScope::chosen);
  EXPECT_THAT(settings.organizational_units, ElementsAre("id:a"));
  EXPECT_THAT(settings.groups, ElementsAre("g1", "g2"));
  EXPECT_FALSE(settings.include_sub_units);
  EXPECT_FALSE(settings.include_nested_groups);
  EXPECT_EQ(settings.method, SyncMethod::target_group);
  EXPECT_EQ(settings.target_group, "912");
  EXPECT_EQ(settings.on_leaving, OnLeaving::deactivate);
  EXPECT_EQ(settings.existing_users, ExistingUsers::skip);
  EXPECT_EQ(settings.removal_limit.percent, 100);
  EXPECT_EQ(settings.removal_limit.at_least, 7);
}

TEST(Form, SetsTheStepsOnLeavingForAllCausesOrForEach) {
  const auto all = from_page({{"on_leaving", "deactivate_then_delete"},
                              {"on_leaving_suspended", "delete"},
                              {"delete_after_days", "90"}});
  EXPECT_TRUE(all.settings.on_leaving.same_for_all()) << "the steps by cause are hidden";
  EXPECT_EQ(all.settings.on_leaving.left, OnLeaving::deactivate_then_delete);
  EXPECT_EQ(all.settings.on_leaving.delete_after_days, 90);
  const auto by_cause = from_page({{"on_leaving", "by_cause"},
                                   {"on_leaving_left", "delete"},
                                   {"on_leaving_suspended", "deactivate"},
                                   {"on_leaving_deselected", "deactivate_then_delete"}});
  EXPECT_EQ(by_cause.settings.on_leaving.suspended, OnLeaving::deactivate);
  EXPECT_EQ(by_cause.settings.on_leaving.deselected, OnLeaving::deactivate_then_delete);
  EXPECT_EQ(leaving_choice(by_cause.settings.on_leaving), "by_cause");
  EXPECT_EQ(leaving_choice(OnLeaving::deactivate), "deactivate");
}

TEST(Form, ChangesOneStepOnLeavingOnACommandLine) {
  SyncSettings current;
  current.on_leaving = OnLeaving::deactivate;
  // The host adds the other fields of the form.
  const auto one = from_command_line({{"on_leaving", "deactivate"},
                                      {"on_leaving_left", "delete"},
                                      {"on_leaving_suspended", "deactivate"},
                                      {"on_leaving_deselected", "deactivate"}},
                                     current);
  EXPECT_EQ(one.settings.on_leaving.left, OnLeaving::delete_);
  EXPECT_EQ(one.settings.on_leaving.suspended, OnLeaving::deactivate);
  const auto all = from_command_line({{"on_leaving", "delete"},
                                      {"on_leaving_left", "delete"},
                                      {"on_leaving_suspended", "deactivate"},
                                      {"on_leaving_deselected", "deactivate"}},
                                     one.settings);
  EXPECT_EQ(all.settings.on_leaving, OnLeaving::delete_);
}

TEST(Form, RefusesUnknownStepsOnLeavingAndDaysOutOfRange) {
  const auto reading =
      from_page({{"on_leaving", "keep"}, {"on_leaving_left", "by_cause"}, {"delete_after_days", "366"}});
  EXPECT_EQ(reading.errors.at("on_leaving").at(0),
            "Choose delete, deactivate or deactivate_then_delete, or by_cause.");
  EXPECT_EQ(reading.errors.at("delete_after_days").at(0), "Enter a whole number from 1 to 365.");
  EXPECT_EQ(from_page({{"on_leaving_left", "by_cause"}}).errors.count("on_leaving_left"), 1U);
}

TEST(Form, ReportsTheErrorOfEachField) {
  const auto reading = from_page({{"source", "people"},
                                  {"include_sub_units", "yes"},
                                  {"removal_limit_percent", "101"},
                                  {"removal_limit_at_least", "0x5"}});
  EXPECT_THAT(reading.errors.at("source").front(), HasSubstr("organizational_units or groups"));
  EXPECT_EQ(reading.errors.at("include_sub_units").size(), 1U);
  EXPECT_THAT(reading.errors.at("removal_limit_percent").front(), HasSubstr("0 to 100"));
  EXPECT_THAT(reading.errors.at("removal_limit_at_least").front(), HasSubstr("1 to 1000000"));
}

TEST(Form, RefusesAFieldThatItDoesNotKnow) {
  EXPECT_EQ(from_command_line({{"sorce", "groups"}}).errors.count("sorce"), 1U);
}

TEST(Form, IgnoresFieldsOfOtherActions) {
  EXPECT_TRUE(from_page({{"value", "7"}, {"confirmation", "acme.com"}}).errors.empty());
}

TEST(Form, RequiresAtLeastOneSelection) {
  EXPECT_EQ(from_page({{"scope", "chosen"}}).errors.count("organizational_units"), 1U);
  EXPECT_EQ(from_page({{"source", "groups"}, {"groups_scope", "chosen"}}).errors.count("groups"), 1U);
}

TEST(Form, KeepsWhatIsChosenWhileAllIsSelected) {
  SyncSettings current;
  current.scope = SyncScope::chosen;
  current.organizational_units = {"id:a"};
  const auto reading = from_page({{"scope", "all"}}, current);
  EXPECT_THAT(reading.settings.organizational_units, ElementsAre("id:a"));
}

TEST(Form, TakesTheScopeBelowTheChosenSourceOnThePage) {
  const FormValues values{
      {"source", "groups"}, {"scope", "chosen"}, {"groups_scope", "all"}, {"groups", "g1"}};
  EXPECT_EQ(from_page(values).settings.scope, SyncScope::all);
}

TEST(Form, PrefersTheScopeOfTheCommandLineToThePresentValue) {
  const FormValues values{
      {"source", "groups"}, {"scope", "chosen"}, {"groups_scope", "all"}, {"groups", "g1"}};
  EXPECT_EQ(from_command_line(values).settings.scope, SyncScope::chosen);
}

TEST(Form, RefusesPathsAndAddressesWhereIdsAreRequired) {
  EXPECT_EQ(from_page({{"organizational_units", "/Sales"}}).errors.count("organizational_units"), 1U);
  EXPECT_EQ(from_page({{"groups", "staff@acme.com"}}).errors.count("groups"), 1U);
}

TEST(Form, NamesANewTargetGroupAfterTrimming) {
  const auto reading = from_page({{"method", "target_group"}, {"target_group", "new:  Everyone "}});
  EXPECT_TRUE(reading.errors.empty());
  EXPECT_EQ(reading.settings.target_group, "new:Everyone");
}

TEST(Form, RefusesANewTargetGroupWithoutAUsableName) {
  for (const std::string& name :
       {std::string("new: "), "new:" + std::string(257, 'x'), std::string("new:a\tb"),
        std::string("new:\xC3\x28"), std::string("Everyone")})
    EXPECT_EQ(from_page({{"method", "target_group"}, {"target_group", name}}).errors.count("target_group"),
              1U)
        << name;
}

TEST(Form, RequiresATargetGroupForTheMethodTargetGroup) {
  EXPECT_EQ(from_page({{"method", "target_group"}}).errors.count("target_group"), 1U);
}

TEST(Words, ReadBackWhatTheyWrite) {
  for (const auto method : {SyncMethod::target_users, SyncMethod::target_group, SyncMethod::matching_groups})
    EXPECT_EQ(from_name<SyncMethod>(to_name(method)), method);
  EXPECT_EQ(to_name(OnLeaving::delete_), "delete");
  EXPECT_EQ(from_name<SyncScope>("some"), std::nullopt);
}

}  // namespace
}  // namespace gup
