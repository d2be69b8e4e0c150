// The changes of one run by kind and text, and the end of old runs.
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using plan::ChangeKind;
using Ids = std::vector<std::string>;

class RunSearch : public StoreContract {
 protected:
  /// Adds a person with a target user, and returns the change.
  plan::PersonChange added(std::int64_t id, const std::string& email, const std::string& first_name,
                           const std::string& last_name) {
    auto insert = insert_of(id, "g" + std::to_string(id), email);
    insert.row.fields.first_name = first_name;
    insert.row.fields.last_name = last_name;
    auto change = change_of(ChangeKind::added, "g" + std::to_string(id));
    change.user_id = id;
    change.email = email;
    change.after = insert.row;
    inserts_.push_back(insert);
    return change;
  }
  Run apply_all(std::vector<plan::PersonChange> changes, std::int64_t second = 1) {
    plan::Plan plan;
    plan.people.inserts = std::exchange(inserts_, {});
    plan.report.changes = std::move(changes);
    return apply(plan, second);
  }
  Ids find(const Run& run, const std::string& text, const std::vector<ChangeKind>& kinds = {}) {
    Ids ids;
    for (const auto& change : store().find_changes({run.id, kinds, text, 0, 100}).changes)
      ids.push_back(change.external_id);
    return ids;
  }

 private:
  std::vector<plan::RowWrite> inserts_;
};

TEST_P(RunSearch, FindsPartsOfAddressesAndNames) {
  const Run run =
      apply_all({added(1, "ada@acme.com", "Ada", "Lovelace"), added(2, "grace@acme.com", "Grace", "Hopper"),
                 added(3, "k100@acme.com", "Søren", "Ada_Ma%n")});
  EXPECT_EQ(find(run, ""), (Ids{"g1", "g2", "g3"}));
  EXPECT_EQ(find(run, "ADA"), (Ids{"g1", "g3"}));
  EXPECT_EQ(find(run, "lovelace  ada"), Ids{"g1"});
  EXPECT_EQ(find(run, "sØren"), Ids{"g3"});
  EXPECT_EQ(find(run, "grace@"), Ids{"g2"});
  EXPECT_EQ(find(run, "ma%n"), Ids{"g3"});
  EXPECT_EQ(find(run, "m%n"), Ids{});
  EXPECT_EQ(find(run, "1_0"), Ids{});
  EXPECT_EQ(find(run, "'; DROP TABLE gup_runs; --"), Ids{});
}

TEST_P(RunSearch, FindsTheNamesOfRemovedUsersAndNothingElseOfTheirRows) {
  auto removed = change_of(ChangeKind::removed, "g1");
  removed.email = "ada@acme.com";
  removed.before = insert_of(7, "g1", "ada@acme.com").row;
  removed.before->fields.first_name = "Augusta";
  removed.before->fields.department = "Mathematics";
  const Run run = apply_all({removed, change_of(ChangeKind::removed, "g2")});
  EXPECT_EQ(find(run, "augusta"), Ids{"g1"});
  EXPECT_EQ(find(run, "mathematics"), Ids{});
  EXPECT_EQ(find(run, "first_name"), Ids{});
}

TEST_P(RunSearch, ReadsInPages) {
  std::vector<plan::PersonChange> changes;
  for (int i = 0; i < 25; ++i)
    changes.push_back(change_of(i % 2 == 0 ? ChangeKind::skipped : ChangeKind::frozen, std::to_string(i)));
  const Run run = apply_all(changes);
  Ids all;
  ChangeQuery query{run.id, {ChangeKind::frozen}, "", 0, 5};
  int pages = 0;
  while (true) {
    const auto found = store().find_changes(query);
    for (const auto& change : found.changes) all.push_back(change.external_id);
    ++pages;
    if (!found.next) break;
    query.after = *found.next;
  }
  EXPECT_EQ(all.size(), 12U);
  EXPECT_EQ(all.front(), "1");
  EXPECT_EQ(all.back(), "23");
  EXPECT_EQ(pages, 3);
  EXPECT_FALSE(store().find_changes({run.id + 1, {}, "", 0, 5}).next);
}

TEST_P(RunSearch, SortsByChangeAndByPersonInPages) {
  const Run run =
      apply_all({added(1, "mia@acme.com", "Mia", "Frost"), added(2, "ada@acme.com", "Ada", "Frost"),
                 change_of(ChangeKind::skipped, "x1"), added(3, "zoe@acme.com", "Zoe", "Hill"),
                 added(4, "bo@acme.com", "Bo", "Frost")});
  const auto all_pages = [&](ChangeQuery query) {
    Ids ids;
    while (true) {
      const auto found = store().find_changes(query);
      EXPECT_LE(found.changes.size(), 2U);
      for (const auto& change : found.changes) ids.push_back(change.external_id);
      if (!found.next) return ids;
      query.after = *found.next;
    }
  };
  ChangeQuery query{run.id, {ChangeKind::added}, "", 0, 2, ChangeOrder::person, false};
  EXPECT_EQ(all_pages(query), (Ids{"g2", "g4", "g1", "g3"}));
  query.descending = true;
  EXPECT_EQ(all_pages(query), (Ids{"g3", "g1", "g4", "g2"}));
  query.text = "frost";
  EXPECT_EQ(all_pages(query), (Ids{"g1", "g4", "g2"}));
  EXPECT_EQ(all_pages({run.id, {}, "", 0, 2, ChangeOrder::change, true}).front(), "x1");
  EXPECT_EQ(all_pages({run.id, {}, "", 0, 2, ChangeOrder::change, false}),
            (Ids{"g1", "g2", "g3", "g4", "x1"}));
}

TEST_P(RunSearch, FindsPeopleByPartsOfAddressAndName) {
  (void)apply_all({added(1, "ada@acme.com", "Ada", "Lovelace"), added(2, "grace@acme.com", "Grace", "Hopper"),
                   added(3, "k100@acme.com", "Søren", "Ada_Ma%n")});
  const auto find = [&](const std::string& text, int limit = 10) {
    Ids names;
    for (const auto& person : store().find_people(kAcme, text, limit)) names.push_back(person.name);
    return names;
  };
  EXPECT_EQ(find("ADA"), (Ids{"Ada Lovelace", "Søren Ada_Ma%n"}));
  EXPECT_EQ(find("ADA", 1), (Ids{"Ada Lovelace"}));
  EXPECT_EQ(find("race hop"), (Ids{"Grace Hopper"}));
  EXPECT_EQ(find("ma%n"), (Ids{"Søren Ada_Ma%n"}));
  EXPECT_EQ(find("m%n"), Ids{});
  EXPECT_TRUE(store().find_people("globex", "ada", 10).empty());
}

TEST_P(RunSearch, FindsHeldRemovalsByAddressAndNameInAnyOrder) {
  plan::Plan plan;
  std::vector<plan::RowWrite> inserts;
  for (const auto& [id, email, first, last] :
       {std::tuple{1, "ada@acme.com", "Ada", "Lovelace"}, std::tuple{2, "grace@acme.com", "Grace", "Hopper"},
        std::tuple{3, "k100@acme.com", "Søren", "Ada_Ma%n"}}) {
    auto insert = insert_of(id, "g" + std::to_string(id), email);
    insert.row.fields.first_name = first;
    insert.row.fields.last_name = last;
    inserts.push_back(insert);
    plan.people.held.push_back({insert.link.external_id, id, email,
                                id == 2 ? "suspended" : "deleted in Google", at(id == 1 ? 9 : id)});
  }
  plan.people.inserts = std::move(inserts);
  apply(plan, 10);
  const auto find = [&](RemovalQuery query) {
    if (query.limit == 0) query.limit = 10;
    Ids ids;
    const auto found = store().find_held_removals(kAcme, query);
    for (const auto& held : found.removals) ids.push_back(held.external_id);
    ids.push_back(std::to_string(found.total));
    return ids;
  };
  EXPECT_EQ(find({}), (Ids{"g1", "g2", "g3", "3"}));
  EXPECT_EQ(find({.text = "ADA"}), (Ids{"g1", "g3", "2"}));
  EXPECT_EQ(find({.text = "lovelace ada@"}), (Ids{"g1", "1"}));
  EXPECT_EQ(find({.text = "sØren"}), (Ids{"g3", "1"}));
  EXPECT_EQ(find({.text = "ma%n"}), (Ids{"g3", "1"}));
  EXPECT_EQ(find({.text = "m%n"}), (Ids{"0"}));
  EXPECT_EQ(find({.text = "", .order = RemovalOrder::person, .descending = true}),
            (Ids{"g3", "g2", "g1", "3"}));
  EXPECT_EQ(find({.text = "", .order = RemovalOrder::reason, .descending = true}),
            (Ids{"g2", "g1", "g3", "3"}));
  EXPECT_EQ(find({.text = "", .order = RemovalOrder::since}), (Ids{"g2", "g3", "g1", "3"}));
  EXPECT_EQ(find({.text = "", .order = RemovalOrder::since, .skip = 1, .limit = 1}), (Ids{"g3", "3"}));
  EXPECT_EQ(store().find_held_removals("globex", {.text = "", .limit = 10}).total, 0);
}

TEST_P(RunSearch, DeletesOldRunsInBatches) {
  std::vector<plan::PersonChange> changes(6'000, change_of(ChangeKind::skipped, "g1"));
  const Run old = apply_all(changes, 1);
  const Run recent = apply_all({change_of(ChangeKind::skipped, "g1")}, 50);
  EXPECT_TRUE(store().delete_old_runs(kAcme, at(60), at(50)));
  EXPECT_EQ(store().run_changes(old.id, {}, 0, 10'000).size(), 1'000U);
  EXPECT_TRUE(store().load_run(old.id)) << "a run goes after its changes";
  EXPECT_TRUE(store().delete_old_runs(kAcme, at(60), at(50)));
  EXPECT_TRUE(store().delete_old_runs(kAcme, at(60), at(50)));
  EXPECT_FALSE(store().load_run(old.id));
  EXPECT_FALSE(store().delete_old_runs(kAcme, at(60), at(50)));
  EXPECT_EQ(store().run_changes(recent.id, {}, 0, 10).size(), 1U);
}

TEST_P(RunSearch, DeletesNeitherRunningRunsNorThoseOfOtherCompanies) {
  Run running;
  running.company_id = kAcme;
  running.started_at = at(0);
  running.id = store().start_run(running);
  Run other;
  other.company_id = "globex";
  other.started_at = at(0);
  other.id = store().start_run(other);
  EXPECT_FALSE(store().delete_old_runs(kAcme, at(60), at(50)));
  EXPECT_TRUE(store().load_run(running.id));
  EXPECT_TRUE(store().load_run(other.id));
}

TEST_P(RunSearch, KeepsTheSettingsOfARun) {
  Run run;
  run.company_id = kAcme;
  run.started_at = at(0);
  auto& used = run.settings_used.emplace();
  used.settings.source = SyncSource::groups;
  used.settings.scope = SyncScope::chosen;
  used.settings.groups = {"g1", "g2"};
  used.settings.method = SyncMethod::target_group;
  used.settings.target_group = "17";
  used.settings.on_leaving = OnLeaving::deactivate;
  used.settings.on_leaving.suspended = OnLeaving::deactivate_then_delete;
  used.settings.on_leaving.delete_after_days = 7;
  used.settings.include_nested_groups = false;
  used.settings.removal_limit.percent = 30;
  used.names = {{"g1", "Sales \"EMEA\""}};
  used.target_group = "From Google";
  run.id = store().start_run(run);
  const auto loaded = store().load_run(run.id)->settings_used;
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->settings, used.settings);
  EXPECT_EQ(loaded->names, used.names);
  EXPECT_EQ(loaded->target_group, "From Google");
  EXPECT_FALSE(store().load_run(begin_run(1).id)->settings_used);
}

INSTANTIATE_TEST_SUITE_P(Databases, RunSearch, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

}  // namespace
}  // namespace gup::testing
