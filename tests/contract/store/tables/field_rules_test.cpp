// Where the fields of a company come from, on each database.
#include "plan/undo/undo_plan.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

class FieldRules : public StoreContract {
 protected:
  static FieldMapping mapping_with(const char* column, const char* sources,
                                   EmptyValue empty = EmptyValue::clear, const std::string& text = "") {
    FieldMapping mapping = default_mapping();
    mapping[mapped_field(column).value()] = {read_sources(sources).sources, empty, text};
    return mapping;
  }
  std::int64_t revision() { return store().load_settings(kAcme)->revision; }

  const FieldMapping cost_centre_ =
      mapping_with("department", "customSchemas.HR.CostCenter,organizations.department", EmptyValue::keep);
};

TEST_P(FieldRules, AreTheDefaultsAtFirst) {
  EXPECT_EQ(store().field_mapping(kAcme), default_mapping());
  EXPECT_FALSE(store().save_field_mapping(kAcme, default_mapping(), "Dana Reyes", at(5)));
  EXPECT_TRUE(store().custom_attributes_seen(kAcme).with_values.empty());
}

TEST_P(FieldRules, AreStoredForOneCompanyAndReplaced) {
  EXPECT_TRUE(store().save_field_mapping(kAcme, cost_centre_, "Dana Reyes", at(5)));
  EXPECT_EQ(store().field_mapping(kAcme), cost_centre_);
  EXPECT_EQ(store().field_mapping("globex"), default_mapping());
  const FieldMapping text =
      mapping_with("location", "", EmptyValue::text, "Robert'); DROP TABLE gup_field_rules;-- ü");
  EXPECT_TRUE(store().save_field_mapping(kAcme, text, "Robin", at(6)));
  EXPECT_EQ(store().field_mapping(kAcme), text);
  EXPECT_TRUE(store().save_field_mapping(kAcme, default_mapping(), "Robin", at(7)));
  EXPECT_EQ(store().field_mapping(kAcme), default_mapping());
}

TEST_P(FieldRules, GiveTheSettingsANewRevision) {
  ASSERT_TRUE(store().save_settings(kAcme, {}, 0));
  EXPECT_TRUE(store().save_field_mapping(kAcme, cost_centre_, "Dana Reyes", at(5)));
  EXPECT_EQ(revision(), 2);
  EXPECT_FALSE(store().save_field_mapping(kAcme, cost_centre_, "Robin", at(6)));
  EXPECT_EQ(revision(), 2);
  EXPECT_EQ(store().load_settings(kAcme)->saved_by, "Dana Reyes");
}

TEST_P(FieldRules, AreAPartOfEachVersionOfTheSettings) {
  SavedSettings first;
  first.saved_at = at(4);
  ASSERT_TRUE(store().save_settings(kAcme, first, 0));
  EXPECT_TRUE(store().save_field_mapping(kAcme, cost_centre_, "Dana Reyes", at(5)));
  const auto versions = store().settings_versions(kAcme, INT64_MAX, 10);
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].saved_by, "Dana Reyes");
  EXPECT_NE(versions[0].text.find("customSchemas.HR.CostCenter"), std::string::npos);
  EXPECT_EQ(versions[1].text.find("customSchemas.HR.CostCenter"), std::string::npos);
}

TEST_P(FieldRules, AreSavedTogetherWithTheSettingsOrStayAsTheyAre) {
  const auto save = [&](const std::optional<FieldMapping>& fields, std::int64_t over) {
    return store().save_all_settings(kAcme, {}, {}, fields,
                                     {{"schedule_every", "24h"},
                                      {"schedule_time", ""},
                                      {"schedule_zone", ""},
                                      {"quiet_days", ""},
                                      {"quiet_dates", ""}},
                                     over);
  };
  EXPECT_EQ(save(cost_centre_, 0), 1);
  EXPECT_EQ(store().field_mapping(kAcme), cost_centre_);
  EXPECT_EQ(save(std::nullopt, 1), 2);
  EXPECT_EQ(store().field_mapping(kAcme), cost_centre_);
  EXPECT_EQ(save(default_mapping(), 1), std::nullopt) << "someone else saved meanwhile";
  EXPECT_EQ(store().field_mapping(kAcme), cost_centre_);
  EXPECT_EQ(save(default_mapping(), 2), 3);
  EXPECT_EQ(store().field_mapping(kAcme), default_mapping());
}

TEST_P(FieldRules, ComeBackWhenAnUnlinkIsUndone) {
  (void)store().save_field_mapping(kAcme, cost_centre_, "Dana Reyes", at(5));
  unlink(30);
  EXPECT_EQ(store().field_mapping(kAcme), default_mapping());
  const Run undone = store().list_runs(kAcme, 0, 1).front();
  const plan::UndoState changed = store().load_undo(undone, {});
  const plan::UndoPlan plan = plan::plan_undo(changed, undone.id);
  store().apply_undo(begin_run(40, RunKind::undo), undone, changed, plan, kHolder, kMinute, {});
  EXPECT_EQ(store().field_mapping(kAcme), cost_centre_);
}

TEST_P(FieldRules, AreStoredWithTheRunThatUsedThem) {
  SettingsUsed used;
  used.fields = cost_centre_;
  used.custom_attributes = {{{"HR", "CostCenter"}}, {{"A", "B"}}};
  used.missing_sources = {{"id:sales", "/ Sales \"x\"", "was deleted in Google", 12, at(3)}};
  used.kept = 7;
  Run run = begin_run(10);
  run.settings_used = used;
  run.state = RunState::done;
  ASSERT_TRUE(store().finish_run(run));
  const auto read = store().load_run(run.id)->settings_used;
  ASSERT_TRUE(read);
  EXPECT_EQ(read->fields, cost_centre_);
  EXPECT_EQ(read->missing_sources, used.missing_sources);
  EXPECT_EQ(read->kept, 7);
  const auto seen = store().custom_attributes_seen(kAcme);
  EXPECT_EQ(seen.with_values, used.custom_attributes.with_values);
  EXPECT_EQ(seen.missing, used.custom_attributes.missing);
  Run failed = begin_run(20);
  failed.settings_used = SettingsUsed{};
  failed.state = RunState::failed;
  ASSERT_TRUE(store().finish_run(failed));
  EXPECT_EQ(store().custom_attributes_seen(kAcme).with_values, used.custom_attributes.with_values)
      << "a failed run applied nothing";
}

INSTANTIATE_TEST_SUITE_P(Databases, FieldRules, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

}  // namespace
}  // namespace gup::testing
