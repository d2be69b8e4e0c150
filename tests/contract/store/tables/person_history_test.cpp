// What runs did to one person.
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Query;
using plan::ChangeKind;

plan::PersonChange named(ChangeKind kind, const std::string& external_id, const std::string& email) {
  auto change = change_of(kind, external_id);
  change.email = email;
  return change;
}

std::vector<std::string> emails_of(const std::vector<RecordedChange>& changes) {
  std::vector<std::string> emails;
  for (const auto& recorded : changes) emails.push_back(recorded.change.email);
  return emails;
}

using Emails = std::vector<std::string>;

class PersonHistory : public StoreContract {
 protected:
  Run record(std::vector<plan::PersonChange> changes, std::int64_t second) {
    plan::Plan plan;
    plan.report.changes = std::move(changes);
    return apply(plan, second);
  }
  std::vector<RecordedChange> find(const PersonKey& person, const std::optional<ChangePlace>& before = {},
                                   int limit = 100) {
    return store().person_changes(kAcme, person, before, limit);
  }
};

TEST_P(PersonHistory, FollowsAPersonThroughEveryAddressNewestFirst) {
  const Run first = record(
      {named(ChangeKind::added, "g1", "ana@acme.com"), named(ChangeKind::added, "g2", "bo@acme.com")}, 1);
  const Run second = record({named(ChangeKind::updated, "g1", "ana.ray@acme.com")}, 2);
  const Run third = record({named(ChangeKind::removed, "g1", "ana.ray@acme.com")}, 3);
  for (const PersonKey& key : {PersonKey{"Ana@ACME.com", ""}, PersonKey{"ana.ray@acme.com", ""},
                               PersonKey{"", "g1"}, PersonKey{"ana@acme.com", "g1"}}) {
    const auto changes = find(key);
    ASSERT_EQ(changes.size(), 3U) << key.email << key.external_id;
    EXPECT_EQ(changes[0].run_id, third.id);
    EXPECT_EQ(changes[0].change.kind, ChangeKind::removed);
    EXPECT_EQ(changes[1].run_id, second.id);
    EXPECT_EQ(changes[2].run_id, first.id);
    EXPECT_EQ(changes[2].change.email, "ana@acme.com");
    EXPECT_EQ(changes[2].started_at, first.started_at);
    EXPECT_EQ(changes[2].started_by, first.started_by);
    EXPECT_EQ(changes[2].run_kind, RunKind::sync);
  }
  EXPECT_TRUE(find({"unknown@acme.com", ""}).empty());
  EXPECT_TRUE(find({"", ""}).empty());
}

TEST_P(PersonHistory, ShowsEveryoneWhoHadTheAddress) {
  record({named(ChangeKind::removed, "g1", "sales@acme.com")}, 1);
  record({named(ChangeKind::added, "g2", "sales@acme.com"), named(ChangeKind::added, "g3", "c@acme.com")}, 2);
  EXPECT_EQ(find({"sales@acme.com", ""}).size(), 2U);
}

TEST_P(PersonHistory, FindsMembersWithoutAnIdByTheirAddressAlone) {
  record({named(ChangeKind::skipped, "", "guest@other.com"), named(ChangeKind::skipped, "", "x@other.com")},
         1);
  EXPECT_EQ(emails_of(find({"guest@other.com", ""})), Emails{"guest@other.com"});
}

TEST_P(PersonHistory, ReadsInPagesWithinARunAndAcrossRuns) {
  for (int second = 1; second <= 4; ++second)
    record({named(ChangeKind::skipped, "g1", std::to_string(second) + "a@acme.com"),
            named(ChangeKind::failed, "g1", std::to_string(second) + "b@acme.com")},
           second);
  Emails all;
  std::optional<ChangePlace> before;
  while (true) {
    const auto page = find({"", "g1"}, before, 3);
    for (const auto& email : emails_of(page)) all.push_back(email);
    if (page.size() < 3) break;
    before = page.back().place();
  }
  EXPECT_EQ(all, (Emails{"4b@acme.com", "4a@acme.com", "3b@acme.com", "3a@acme.com", "2b@acme.com",
                         "2a@acme.com", "1b@acme.com", "1a@acme.com"}));
}

TEST_P(PersonHistory, ShowsNeitherPreviewsNorOtherCompanies) {
  Run preview;
  preview.company_id = kAcme;
  preview.kind = RunKind::preview;
  preview.started_at = at(1);
  preview.id = store().start_run(preview);
  preview.state = RunState::done;
  preview.finished_at = at(2);
  store().finish_preview(preview, std::vector{named(ChangeKind::added, "g1", "ana@acme.com")});
  record({named(ChangeKind::added, "g1", "ana@acme.com")}, 3);
  EXPECT_EQ(find({"ana@acme.com", ""}).size(), 1U);
  EXPECT_TRUE(store().person_changes("globex", {"ana@acme.com", "g1"}, {}, 10).empty());
}

TEST_P(PersonHistory, FindsRowsOfFormerVersionsByTheTargetUsersId) {
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "g1", "ana@acme.com")};
  plan.report.changes = {named(ChangeKind::added, "g1", "ana@acme.com")};
  const Run run = apply(plan, 1);
  Query(*world().open_session(), "UPDATE gup_run_changes SET email_hash = 0 WHERE run_id = ?")
      .number(run.id)
      .run();
  EXPECT_EQ(find({"ana@acme.com", ""}).size(), 1U);
}

TEST_P(PersonHistory, TakesQuotesAndPercentSignsLiterally) {
  record({named(ChangeKind::added, "g1", "robert'); drop table@acme.com"),
          named(ChangeKind::added, "g2", "ana@acme.com")},
         1);
  EXPECT_EQ(find({"robert'); drop table@acme.com", ""}).size(), 1U);
  EXPECT_TRUE(find({"%@acme.com", "%"}).empty());
}

INSTANTIATE_TEST_SUITE_P(Databases, PersonHistory, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

}  // namespace
}  // namespace gup::testing
