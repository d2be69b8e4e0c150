// Field mappings in a sync: what an empty value does, and custom attributes that are gone.
#include <gmock/gmock.h>

#include "google/sign_in/scopes.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FieldsInASync : public ::testing::Test {
 protected:
  FieldsInASync() {
    bench.set_people(3);
    for (auto& user : bench.google.directory.users) {
      user.department = "CC-" + user.id;
      user.custom_values = 1;
    }
    map("department", "customSchemas.HR.CostCenter");
  }
  void map(const char* column, const char* sources, EmptyValue empty = EmptyValue::clear,
           const std::string& text = "") {
    FieldMapping mapping = bench.store.field_mapping("acme");
    mapping[mapped_field(column).value()] = {read_sources(sources).sources, empty, text};
    ASSERT_TRUE(bench.store.save_field_mapping("acme", mapping, "Dana Reyes", bench.host.clock().now()));
  }
  /// Google's answers after the attribute was deleted, or after all its values were.
  void lose_values() {
    for (auto& user : bench.google.directory.users) {
      user.department.reset();
      user.custom_values = 0;
    }
  }
  void grant_schemas() {
    auto connection = bench.store.load_connection("acme").value();
    connection.scopes.emplace_back(google::kSchemaScope);
    ASSERT_TRUE(bench.store.save_connection(connection, connection.revision));
  }
  std::vector<std::string> departments() {
    std::vector<std::string> found;
    for (const auto& user : bench.store.users("acme"))
      found.push_back(user.row.fields.department.value_or("(none)"));
    return found;
  }
  std::vector<std::string> values() const {
    std::vector<std::string> expected;
    for (const auto& user : bench.google.directory.users) expected.push_back("CC-" + user.id);
    return expected;
  }

  SyncBench bench;
};

TEST_F(FieldsInASync, AreReadByTheMappingOfTheCompany) {
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(departments(), values());
  ASSERT_FALSE(bench.google.mappings_asked_for.empty());
  EXPECT_EQ(bench.google.mappings_asked_for.back(), bench.store.field_mapping("acme"));
  EXPECT_EQ(bench.last_run().settings_used->fields, bench.store.field_mapping("acme"));
  EXPECT_THAT(bench.last_run().settings_used->custom_attributes.with_values,
              ElementsAre(CustomAttribute{"HR", "CostCenter"}));
  EXPECT_EQ(bench.google.calls_of("schemas"), 0) << "not without the scope";
}

TEST_F(FieldsInASync, StayForEveryoneWhenTheLastValueOfAnAttributeIsGone) {
  ASSERT_TRUE(bench.sync().result.done());
  lose_values();
  bench.google.directory.users[0].job_title = "Countess";
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, host_sdk::ResultCode::review_needed);
  EXPECT_EQ(outcome.report.updated, 1) << "everything else is synced";
  EXPECT_EQ(departments(), values());
  ASSERT_EQ(outcome.report.remarks.size(), 1U);
  EXPECT_THAT(outcome.report.remarks[0],
              HasSubstr("custom attribute HR.CostCenter, so department stays as it is"));
  bench.google.calls.clear();
  EXPECT_EQ(bench.sync().result.code, host_sdk::ResultCode::review_needed) << "until someone decides";
  EXPECT_EQ(bench.google.calls_of("users"), 1) << "read once, as the last sync knew";
  EXPECT_EQ(departments(), values());
}

TEST_F(FieldsInASync, StayForEveryoneWhenNoOneEverHadAValue) {
  ASSERT_TRUE(bench.sync().result.done());
  map("department", "customSchemas.HR.CostCentre");
  lose_values();
  for (int round = 1; round <= 2; ++round) {
    const auto outcome = bench.sync();
    EXPECT_EQ(outcome.result.code, host_sdk::ResultCode::review_needed) << round;
    EXPECT_THAT(outcome.result.sentence, HasSubstr("no values of the custom attribute HR.CostCentre"));
    EXPECT_EQ(outcome.report.updated, 0);
    EXPECT_EQ(departments(), values());
    EXPECT_THAT(
        outcome.report.remarks,
        ElementsAre(HasSubstr("No one in Google has a value of the custom attribute HR.CostCentre, so "
                              "department stays as it is")));
  }
  for (auto& user : bench.google.directory.users) {
    user.department = "New";
    user.custom_values = 1;
  }
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_THAT(departments(), ElementsAre("New", "New", "New"));
}

TEST_F(FieldsInASync, StayInASyncOfOnePersonBeforeAnySyncFoundAValue) {
  ASSERT_TRUE(bench.sync().result.done());
  map("department", "customSchemas.HR.CostCentre");
  auto& user = bench.google.directory.users[0];
  user.department.reset();
  user.custom_values = 0;
  const auto sync_one = [&] {
    return bench.here.engine.synchronize_person(bench.company,
                                                {bench.dana, RunTrigger::page, {}, host_sdk::SyncMode::apply},
                                                *user.primary_email, bench.monitor);
  };
  const auto before = departments();
  const auto outcome = sync_one();
  EXPECT_FALSE(outcome.explanation.changed);
  EXPECT_THAT(outcome.explanation.remarks,
              ElementsAre(HasSubstr("No sync has found a value of the custom attribute HR.CostCentre, so "
                                    "department stays as it is for this person")));
  EXPECT_EQ(departments(), before);

  user.department = "New";
  user.custom_values = 1;
  EXPECT_TRUE(sync_one().explanation.changed);
  EXPECT_EQ(departments().front(), "New");

  map("department", "customSchemas.HR.CostCenter");
  for (auto& other : bench.google.directory.users) other.custom_values = 1;
  ASSERT_TRUE(bench.sync().result.done());
  user.department.reset();
  user.custom_values = 0;
  EXPECT_TRUE(sync_one().explanation.changed) << "others have values, so this one is empty";
  EXPECT_EQ(departments().front(), "(none)");
}

TEST_F(FieldsInASync, SayThatAnUnlistedAttributeNeverHadValues) {
  grant_schemas();
  bench.google.attributes = {{{"HR", "CostCenter"}, "HR: CostCenter", false}};
  ASSERT_TRUE(bench.sync().result.done());
  map("department", "customSchemas.HR.CostCentre");
  lose_values();
  EXPECT_THAT(bench.sync().report.remarks,
              ElementsAre(HasSubstr("No one in Google has a value of the custom attribute HR.CostCentre")));
  EXPECT_EQ(departments(), values());
}

TEST_F(FieldsInASync, UseTheNextSourceOfAnAttributeThatNeverHadValues) {
  map("department", "customSchemas.HR.CostCentre,organizations.department");
  for (auto& user : bench.google.directory.users) user.custom_values = 0;
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(departments(), values());
}

TEST_F(FieldsInASync, FollowGoogleAgainWhenTheValuesAreBack) {
  ASSERT_TRUE(bench.sync().result.done());
  lose_values();
  (void)bench.sync();
  for (auto& user : bench.google.directory.users) {
    user.department = "New";
    user.custom_values = 1;
  }
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_THAT(departments(), ElementsAre("New", "New", "New"));
}

TEST_F(FieldsInASync, AreClearedOnceTheAttributeIsOutOfTheMapping) {
  ASSERT_TRUE(bench.sync().result.done());
  lose_values();
  (void)bench.sync();
  map("department", "organizations.department");
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_THAT(departments(), ElementsAre("(none)", "(none)", "(none)"));
}

TEST_F(FieldsInASync, AreClearedWhenGoogleListsAnAttributeWithoutValues) {
  grant_schemas();
  bench.google.attributes = {{{"HR", "CostCenter"}, "HR: CostCenter", false}};
  ASSERT_TRUE(bench.sync().result.done());
  lose_values();
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_THAT(departments(), ElementsAre("(none)", "(none)", "(none)"));
}

TEST_F(FieldsInASync, StayWhenGoogleDoesNotListTheAttributeAndAreNotAskedFor) {
  grant_schemas();
  bench.google.attributes = {{{"HR", "CostCenter"}, "HR: CostCenter", false}};
  ASSERT_TRUE(bench.sync().result.done());
  lose_values();
  bench.google.attributes = std::vector<KnownAttribute>{};
  EXPECT_EQ(bench.sync().result.code, host_sdk::ResultCode::review_needed);
  EXPECT_EQ(departments(), values());
  EXPECT_TRUE(custom_attributes(bench.google.mappings_asked_for.back()).empty());
}

TEST_F(FieldsInASync, StayWhenGoogleRejectsTheAttribute) {
  ASSERT_TRUE(bench.sync().result.done());
  lose_values();
  bench.google.refuses_custom_fields = true;
  EXPECT_EQ(bench.sync().result.code, host_sdk::ResultCode::review_needed);
  EXPECT_EQ(departments(), values());
}

TEST_F(FieldsInASync, AreKeptOrReplacedByATextWhenEmpty) {
  ASSERT_TRUE(bench.sync().result.done());
  map("department", "organizations.department", EmptyValue::keep);
  lose_values();
  auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.updated, 0);
  EXPECT_TRUE(outcome.report.remarks.empty()) << "nothing is wrong with anyone";
  EXPECT_EQ(departments(), values());
  map("department", "organizations.department", EmptyValue::text, "Unassigned");
  bench.google.directory.users[2].department = "Sales";
  outcome = bench.sync();
  EXPECT_EQ(outcome.report.updated, 3);
  EXPECT_THAT(departments(), ElementsAre("Unassigned", "Unassigned", "Sales"));
  EXPECT_EQ(bench.sync().report.unchanged, 3);
}

TEST_F(FieldsInASync, RewriteOnlyRowsWhoseValuesDiffer) {
  ASSERT_TRUE(bench.sync().result.done());
  map("department", "customSchemas.HR.CostCenter,organizations.department");
  bench.google.directory.users[1].department = "Other";
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.updated, 1);
  EXPECT_EQ(outcome.report.unchanged, 2);
}

}  // namespace
}  // namespace gup::testing
