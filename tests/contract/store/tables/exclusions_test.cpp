// The exclusions of a company, on each database.
#include "plan/undo/undo_plan.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

class Exclusions : public StoreContract {
 protected:
  static Exclusion rule(ExclusionKind kind, const std::string& value, const std::string& reason = "robots",
                        std::int64_t second = 5) {
    Exclusion rule;
    rule.kind = kind;
    rule.value = value;
    rule.reason = reason;
    rule.added_by = "Dana Reyes";
    rule.added_at = at(second);
    return rule;
  }
  std::vector<std::string> keys(const std::string& company = kAcme) {
    std::vector<std::string> found;
    for (const Exclusion& one : store().exclusions(company))
      found.push_back(exclusion_key(one.kind, one.value));
    return found;
  }
  std::int64_t revision() { return store().load_settings(kAcme)->revision; }

  const Exclusion pattern_ = rule(ExclusionKind::pattern, "svc-*@acme.com");
};

using Keys = std::vector<std::string>;

TEST_P(Exclusions, BeginWithTheRuleAboutGuests) {
  EXPECT_EQ(store().exclusions(kAcme), std::vector<Exclusion>{default_exclusion()});
  EXPECT_TRUE(store().removed_exclusions(kAcme).empty());
}

TEST_P(Exclusions, AreStoredForOneCompanyInOrder) {
  const auto saved = store().add_exclusions(
      kAcme, {rule(ExclusionKind::without_mailbox, ""), pattern_,
              rule(ExclusionKind::address, "robert'); drop table gup_exclusions;--@acme.com")});
  EXPECT_EQ(saved.added, 3u);
  EXPECT_EQ(keys(), (Keys{"address:robert'); drop table gup_exclusions;--@acme.com", "pattern:svc-*@acme.com",
                          "guests", "without_mailbox"}));
  EXPECT_EQ(store().exclusions(kAcme)[1], pattern_);
  EXPECT_EQ(keys("globex"), Keys{"guests"});
}

TEST_P(Exclusions, TakeAnotherReasonAndIgnoreTheSameOne) {
  (void)store().add_exclusions(kAcme, {pattern_});
  EXPECT_EQ(store().add_exclusions(kAcme, {pattern_}).changed, 0u);
  const auto saved =
      store().add_exclusions(kAcme, {rule(ExclusionKind::pattern, "svc-*@acme.com", "service accounts", 9)});
  EXPECT_EQ(saved.changed, 1u);
  EXPECT_EQ(saved.added, 0u);
  EXPECT_EQ(store().exclusions(kAcme)[0].reason, "service accounts");
}

TEST_P(Exclusions, AreRemovedAndAddedAgain) {
  (void)store().add_exclusions(kAcme, {pattern_});
  EXPECT_EQ(store().remove_exclusion(kAcme, "pattern:svc-*@acme.com", "Robin", at(20)), pattern_);
  EXPECT_EQ(store().remove_exclusion(kAcme, "pattern:svc-*@acme.com", "Robin", at(21)), std::nullopt);
  EXPECT_EQ(keys(), Keys{"guests"});
  const auto removed = store().removed_exclusions(kAcme);
  ASSERT_EQ(removed.size(), 1u);
  EXPECT_EQ(removed[0].rule, pattern_);
  EXPECT_EQ(removed[0].removed_by, "Robin");
  EXPECT_EQ(removed[0].removed_at, at(20));
  EXPECT_EQ(store().add_exclusions(kAcme, {pattern_}).added, 1u);
  EXPECT_TRUE(store().removed_exclusions(kAcme).empty());
}

TEST_P(Exclusions, LetTheRuleAboutGuestsBeRemoved) {
  EXPECT_EQ(store().remove_exclusion(kAcme, "guests", "Robin", at(20)), default_exclusion());
  EXPECT_TRUE(store().exclusions(kAcme).empty());
  clean_up(at(10'000'000), at(9'000'000));
  EXPECT_TRUE(store().exclusions(kAcme).empty());
  (void)store().add_exclusions(kAcme, {rule(ExclusionKind::guests, "")});
  EXPECT_EQ(keys(), Keys{"guests"});
}

TEST_P(Exclusions, GiveTheSettingsANewRevision) {
  ASSERT_TRUE(store().save_settings(kAcme, {}, 0));
  (void)store().add_exclusions(kAcme, {pattern_});
  EXPECT_EQ(revision(), 2);
  EXPECT_EQ(store().load_settings(kAcme)->saved_by, "Dana Reyes");
  (void)store().add_exclusions(kAcme, {pattern_});
  EXPECT_EQ(revision(), 2);
  (void)store().remove_exclusion(kAcme, "pattern:svc-*@acme.com", "Robin", at(20));
  EXPECT_EQ(revision(), 3);
}

TEST_P(Exclusions, AreLimitedInNumber) {
  std::vector<Exclusion> many;
  for (std::size_t i = 0; i < kMostExclusions; ++i)
    many.push_back(rule(ExclusionKind::address, std::to_string(i) + "@acme.com"));
  EXPECT_TRUE(store().add_exclusions(kAcme, many).too_many) << "with the one about guests";
  EXPECT_EQ(keys(), Keys{"guests"});
  many.pop_back();
  EXPECT_EQ(store().add_exclusions(kAcme, many).added, kMostExclusions - 1);
  EXPECT_EQ(store().exclusions(kAcme).size(), kMostExclusions);
}

TEST_P(Exclusions, AreForgottenAfterTheHistory) {
  (void)store().add_exclusions(kAcme, {pattern_});
  (void)store().remove_exclusion(kAcme, "pattern:svc-*@acme.com", "Robin", at(20));
  clean_up(at(100), at(10));
  EXPECT_EQ(store().removed_exclusions(kAcme).size(), 1u);
  clean_up(at(100), at(30));
  EXPECT_TRUE(store().removed_exclusions(kAcme).empty());
}

TEST_P(Exclusions, StoreTheMembersOfTheirGroups) {
  using Members = std::vector<plan::ExcludedMember>;
  plan::Plan plan;
  plan.groups.new_excluded_members = {{"robots", "arms", "g2"}, {"robots", "robots", "g1"}};
  apply(plan, 10);
  EXPECT_EQ(state().excluded_members, (Members{{"robots", "arms", "g2"}, {"robots", "robots", "g1"}}));
  plan.groups.lost_excluded_members = {{"robots", "arms", "g2"}};
  plan.groups.new_excluded_members.clear();
  apply(plan, 20);
  EXPECT_EQ(state().excluded_members, (Members{{"robots", "robots", "g1"}}));
  unlink(30);
  EXPECT_TRUE(state().excluded_members.empty());
}

TEST_P(Exclusions, ComeBackWhenAnUnlinkIsUndone) {
  (void)store().add_exclusions(kAcme, {pattern_});
  (void)store().remove_exclusion(kAcme, "guests", "Robin", at(20));
  unlink(30);
  EXPECT_EQ(keys(), Keys{"guests"});
  const Run undone = store().list_runs(kAcme, 0, 1).front();
  const plan::UndoState changed = store().load_undo(undone, {});
  const plan::UndoPlan plan = plan::plan_undo(changed, undone.id);
  store().apply_undo(begin_run(40, RunKind::undo), undone, changed, plan, kHolder, kMinute, {});
  EXPECT_EQ(keys(), Keys{"pattern:svc-*@acme.com"});
  EXPECT_EQ(store().removed_exclusions(kAcme).size(), 1u);
}

TEST_P(Exclusions, AreStoredWithTheRunThatUsedThem) {
  Run run = begin_run();
  run.settings_used = SettingsUsed{};
  run.settings_used->exclusions = {{pattern_, 12}, {default_exclusion(), std::nullopt}};
  ASSERT_TRUE(store().finish_run(run));
  const auto used = store().load_run(run.id)->settings_used->exclusions;
  ASSERT_EQ(used.size(), 2u);
  EXPECT_EQ(used[0].rule.value, "svc-*@acme.com");
  EXPECT_EQ(used[0].rule.reason, "robots");
  EXPECT_EQ(used[0].people, 12);
  EXPECT_EQ(used[1].rule.kind, ExclusionKind::guests);
  EXPECT_EQ(used[1].people, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Databases, Exclusions, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

}  // namespace
}  // namespace gup::testing
