// What a run keeps, and undoing it, on each database.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "plan/undo/undo_plan.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

plan::GroupWrite group_of(std::int64_t id, const std::string& source_id, const std::string& name,
                          bool is_new) {
  return {id, source_id, name, name, name, is_new};
}

/// Everything but times.
struct Everything {
  std::map<std::int64_t, std::string> users;
  std::map<std::int64_t, std::string> groups;
  std::vector<HostMember> members;
  std::map<std::string, std::string> links;
  std::vector<plan::LinkSource> sources;

  bool operator==(const Everything&) const = default;
};

class Undoing : public StoreContract {
 protected:
  [[nodiscard]] Everything everything() {
    Everything all;
    for (const HostUser& user : world().users(kAcme))
      all.users[user.row.id] = user.row.fields.email + " " + user.row.email_key + " " + user.row.status +
                               " " + user.row.provider + " " + user.row.external_id.value_or("-") + " " +
                               user.row.fields.department.value_or("-") + " " + user.time_zone.value_or("-") +
                               " " + std::to_string(user.created_at);
    for (const HostGroup& group : world().groups(kAcme))
      all.groups[group.id] = group.name + " " + group.name_key + " " + group.provider + " " +
                             group.external_id.value_or("-") + " " + std::to_string(group.created_at);
    all.members = world().members();
    plan::PersonIds ids;
    const auto stored = store().load_state(kAcme, at(-1000), ids, {});
    for (plan::PersonNumber person = 0; person < ids.size(); ++person)
      if (const auto* link = stored.links.find(person))
        all.links["user " + std::string(ids[person])] =
            std::to_string(link->user_id) + " " + std::to_string(link->content_hash) + " " +
            std::to_string(static_cast<int>(link->origin)) + std::to_string(static_cast<int>(link->state)) +
            std::to_string(static_cast<int>(link->row)) + (link->was_inactive ? " was inactive" : "");
    for (const auto& link : stored.group_links)
      all.links["group " + link.source_id] =
          std::to_string(link.group_id) + " " + link.source_name +
          (link.row_updated_at == link.row_updated_at_now ? "" : " edited");
    all.sources = link_sources();
    return all;
  }

  plan::UndoPlan undo(const Run& run, std::int64_t second) {
    const Run undone = *store().load_run(run.id);
    const plan::UndoState changed = store().load_undo(undone, {});
    plan::UndoPlan plan = plan::plan_undo(changed, undone.id);
    const Run undo_run = begin_run(second, RunKind::undo);
    store().apply_undo(undo_run, undone, changed, plan, kHolder, kMinute, {});
    store().release_lease(kAcme, kHolder);
    EXPECT_EQ(store().load_run(run.id)->undone_by, undo_run.id);
    EXPECT_EQ(store().load_run(undo_run.id)->kept_changes, 0);
    return plan;
  }

  /// Users 1 to 4 of Google in the groups 7 and 8, an adopted one (5), and one by hand (6) in a group by hand
  /// (9), in which user 1 is, too.
  void given_a_company() {
    HostUser adopted = hand_made_user(kAcme, 5, "cy@acme.com");
    adopted.time_zone = "Europe/Berlin";
    world().put_user(adopted);
    world().put_user(hand_made_user(kAcme, 6, "own@acme.com"));
    world().put_group(hand_made_group(kAcme, 9, "Board"));
    plan::Plan plan;
    plan.people.inserts = {insert_of(1, "g1", "ana@acme.com"), insert_of(2, "g2", "bo@acme.com"),
                           insert_of(3, "g3", "di@acme.com"), insert_of(4, "g4", "ed@acme.com")};
    plan.people.updates = {update_of(user(5), "cy@acme.com", plan::Origin::adopted)};
    plan.people.new_link_sources = {{"g1", "unit1"}, {"g2", "unit2"}, {"g5", "unit1"}};
    plan.groups.writes = {group_of(7, "unit1", "sales", true), group_of(8, "unit2", "support", true),
                          group_of(10, "unit3", "legal", true)};
    plan.groups.new_source_groups = {{"groupA", ""}};
    plan.memberships.added = {{7, 1}, {7, 2}, {7, 5}, {8, 3}, {10, 4}};
    first_ = apply(plan, 10);
    world().put_member({9, 1, ""});
    world().put_member({9, 1, "other-provider"});
    world().put_member({9, 6, ""});
    world().put_member({8, 4, ""});
  }

  /// Changes a bit of everything.
  Run change_everything() {
    plan::Plan plan;
    plan.people.deletes = {{1, "g1"}};
    // The addresses of 2 and 3 swap, and the new user takes the address of the deleted one.
    plan.people.updates = {update_of(user(2), "di@acme.com"), update_of(user(3), "bo@acme.com"),
                           update_of(user(4), "ed@acme.com"), update_of(user(5), "cy@acme.com")};
    plan.people.updates[0].row.fields.department = "Sales";
    plan.people.updates[2].row.status = "inactive";
    plan.people.updates[2].link.state = plan::LinkState::inactive;
    plan.people.updates[3].row.provider = "";
    plan.people.updates[3].row.external_id.reset();
    plan.people.updates[3].link.state = plan::LinkState::released;
    plan.people.updates[3].link.origin = plan::Origin::adopted;
    plan.people.inserts = {insert_of(20, "g20", "ana@acme.com")};
    plan.people.lost_link_sources = {{"g1", "unit1"}, {"g5", "unit1"}};
    plan.people.new_link_sources = {{"g20", "unit1"}};
    plan.groups.writes = {group_of(7, "unit1", "support", false), group_of(11, "unit4", "sales", true)};
    plan.groups.removals = {{8, "unit2", true}, {10, "unit3", false}};
    plan.groups.writes[0].name = plan.groups.writes[0].name_key = "emea";
    plan.memberships.added = {{7, 3}, {11, 20}};
    plan.memberships.removed = {{7, 2}, {7, 5}, {8, 3}};
    plan::PersonChange added = change_of(plan::ChangeKind::added, "g20");
    added.user_id = 20;
    plan.report.added = std::vector{added};
    return apply(plan, 20);
  }

  Run first_;
};

INSTANTIATE_TEST_SUITE_P(Stores, Undoing, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

TEST_P(Undoing, RestoresEverythingThatARunChanged) {
  given_a_company();
  const Everything before = everything();
  const Run run = change_everything();
  ASSERT_NE(everything(), before);
  EXPECT_GT(store().load_run(run.id)->kept_changes, 0);
  const auto plan = undo(run, 30);
  for (const auto& change : plan.changes) EXPECT_NE(change.kind, plan::ChangeKind::skipped) << change.reason;
  const Everything after = everything();
  EXPECT_EQ(after.users, before.users);
  EXPECT_EQ(after.groups, before.groups);
  EXPECT_EQ(after.members, before.members);
  EXPECT_EQ(after.links, before.links);
  EXPECT_EQ(after.sources, before.sources);
  EXPECT_EQ(user(1).row.updated_at, host_sdk::to_microseconds(at(30)));
  EXPECT_EQ(user(6).row.updated_at, 1) << "other rows stay as they are";
}

TEST_P(Undoing, StoresOnlyAdoptedRowsOfAFirstLoad) {
  given_a_company();
  auto session = world().open_session();
  EXPECT_EQ(database::Query(*session, "SELECT COUNT(*) FROM gup_run_users").read_number(), 1)
      << "the adopted one";
  EXPECT_EQ(database::Query(*session, "SELECT COUNT(*) FROM gup_run_members").read_number(), 0);
}

TEST_P(Undoing, KeepsLaterDismissals) {
  given_a_company();
  plan::Plan release;
  release.people.updates = {update_of(user(5), "cy@acme.com", plan::Origin::adopted)};
  release.people.updates[0].row.provider = "";
  release.people.updates[0].row.external_id.reset();
  release.people.updates[0].link.state = plan::LinkState::released;
  apply(release, 15);
  plan::Plan plan;
  plan.people.updates = {update_of(user(2), "bo@acme.com"), update_of(user(3), "di@acme.com"),
                         update_of(user(5), "cy@acme.com", plan::Origin::adopted)};
  for (auto& write : plan.people.updates) write.row.fields.department = "Sales";
  const Run run = apply(plan, 20);
  plan::Plan dismissal;
  for (const char* id : {"g2", "g5"}) {
    plan::Link dismissed = link(id);
    dismissed.state = plan::LinkState::dismissed;
    dismissed.missing_since = at(25);
    dismissal.people.link_updates.push_back(dismissed);
  }
  apply(dismissal, 26);
  undo(run, 30);
  EXPECT_EQ(user(2).row.fields.department, std::nullopt) << "the row is as before";
  EXPECT_EQ(link("g2").state, plan::LinkState::dismissed);
  EXPECT_EQ(link("g2").missing_since, at(25));
  EXPECT_EQ(link("g3").state, plan::LinkState::active);
  EXPECT_EQ(link("g3").missing_since, std::nullopt);
  EXPECT_EQ(link("g5").state, plan::LinkState::released) << "the row is the host's again";
}

TEST_P(Undoing, ForgetsTheHeldRemovalOfATargetGroupThatItDeletes) {
  given_a_company();
  plan::Plan plan;
  plan.groups.writes = {group_of(11, "unit4", "it", true)};
  const Run run = apply(plan, 20);
  plan::Plan held;
  held.people.held = {{"g2", 2, "bo@acme.com", "deleted", at(25)},
                      {"unit1", 0, "sales", "would be deleted", at(25), 7},
                      {"unit4", 0, "it", "would be deleted", at(25), 11}};
  held.people.held_changed = true;
  apply(held, 26);
  ASSERT_EQ(store().count_removals(kAcme).held, 3);
  undo(run, 30);
  const auto left = store().held_removals(kAcme, 0, 0);
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0].external_id, "g2");
  EXPECT_EQ(left[1].external_id, "unit1");
}

TEST_P(Undoing, LeavesRowsAloneThatWereChangedLater) {
  given_a_company();
  const Run run = change_everything();
  HostUser edited = user(2);
  edited.row.fields.job_title = "Chief";
  edited.row.updated_at = 99;
  world().erase_user(2);
  world().put_user(edited);
  world().put_member({9, 20, ""});
  HostUser other = hand_made_user(kAcme, 30, "bo2@acme.com");
  world().put_user(other);
  const auto plan = undo(run, 30);
  std::map<std::int64_t, std::string> reasons;
  for (const auto& change : plan.changes)
    if (change.kind == plan::ChangeKind::skipped) reasons[change.user_id] = change.reason;
  EXPECT_EQ(reasons[2], "Left alone: changed by hand since");
  EXPECT_EQ(reasons[3], "Left alone: the address is in use by another target user") << "by 2";
  EXPECT_EQ(reasons[20], "Left alone: added to a target group by hand since");
  EXPECT_EQ(reasons[1], "Left alone: the address is in use by another target user") << "by 20";
  EXPECT_EQ(reasons.size(), 4U);
  EXPECT_EQ(user(2).row.fields.job_title, "Chief");
  EXPECT_EQ(user(4).row.status, "active");
}

TEST_P(Undoing, RestoresAnUnlinkedIntegration) {
  Connection connection;
  connection.company_id = kAcme;
  connection.customer_id = "C01";
  connection.account_id = "1001";
  put_connection(store(), connection);
  SavedSettings settings;
  settings.settings.target_group = "7";
  settings.settings.groups = {"a", "b"};
  settings.saved_by = "Dana";
  ASSERT_TRUE(store().save_settings(kAcme, settings, 0));
  given_a_company();
  const Everything before = everything();
  unlink(20);
  const Run run = store().list_runs(kAcme, 0, 1).at(0);
  ASSERT_EQ(run.kind, RunKind::unlink);
  EXPECT_EQ(store().unlinked_connection(run.id)->customer_id, "C01");
  EXPECT_TRUE(store().unlinked_since(kAcme, first_.id));
  EXPECT_NE(everything(), before);
  undo(run, 30);
  const Everything after = everything();
  EXPECT_EQ(after.users, before.users);
  EXPECT_EQ(after.groups, before.groups);
  EXPECT_EQ(after.members, before.members);
  EXPECT_EQ(after.links, before.links);
  EXPECT_EQ(after.sources, before.sources);
  EXPECT_EQ(state().source_groups.size(), 1U);
  ASSERT_TRUE(store().load_settings(kAcme));
  EXPECT_EQ(store().load_settings(kAcme)->settings, settings.settings);
  EXPECT_FALSE(store().unlinked_since(kAcme, first_.id));
}

TEST_P(Undoing, TakesBackWhatAnUnlinkHandedOver) {
  Connection connection;
  connection.company_id = kAcme;
  put_connection(store(), connection);
  ASSERT_TRUE(store().save_settings(kAcme, {}, 0));
  given_a_company();
  const Everything before = everything();
  unlink(20, UnlinkedRows::kept);
  EXPECT_EQ(everything().users.size(), before.users.size());
  undo(*store().load_run(store().list_runs(kAcme, 0, 1).at(0).id), 30);
  const Everything after = everything();
  EXPECT_EQ(after.users, before.users);
  EXPECT_EQ(after.groups, before.groups);
  EXPECT_EQ(after.members, before.members);
  EXPECT_EQ(after.links, before.links);
}

TEST_P(Undoing, KeepsAnUnlinkForSevenDays) {
  given_a_company();
  unlink(20);
  const Run run = store().list_runs(kAcme, 0, 1).at(0);
  auto session = world().open_session();
  const auto kept = [&] {
    return database::Query(*session, "SELECT COUNT(*) FROM gup_run_users").read_number();
  };
  const auto before = kept();
  clean_up(at(20) + kUnlinkCanBeUndone, at(-1000));
  EXPECT_EQ(kept(), before);
  clean_up(at(21) + kUnlinkCanBeUndone, at(-1000));
  EXPECT_EQ(kept(), 1) << "of the first run";
  EXPECT_FALSE(store().unlinked_connection(run.id));
  clean_up(at(100), at(50));
  EXPECT_EQ(kept(), 0) << "with its run";
}

TEST_P(Undoing, GivesTheSettingsTheNameOfATargetGroupBack) {
  SavedSettings settings;
  settings.settings.target_group = "new:Staff";
  ASSERT_TRUE(store().save_settings(kAcme, settings, 0));
  plan::Plan plan;
  plan.groups.writes = {{7, "new", "Staff", "Staff", "staff", true}};
  plan.groups.made_target_group = 7;
  const Run run = apply(plan, 10);
  EXPECT_EQ(store().load_settings(kAcme)->settings.target_group, "7");
  undo(run, 20);
  EXPECT_EQ(store().load_settings(kAcme)->settings.target_group, "new:Staff");
  EXPECT_TRUE(world().groups(kAcme).empty());
}

TEST_P(Undoing, IsRejectedWhenRowsChangedMeanwhile) {
  given_a_company();
  const Run run = *store().load_run(change_everything().id);
  const plan::UndoState changed = store().load_undo(run, {});
  const plan::UndoPlan plan = plan::plan_undo(changed, run.id);
  world().put_member({9, 20, ""});
  const Everything before = everything();
  const Run undo_run = begin_run(30, RunKind::undo);
  EXPECT_THROW(store().apply_undo(undo_run, run, changed, plan, kHolder, kMinute, {}), StateMoved);
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(store().load_run(run.id)->undone_by, 0);
}

TEST_P(Undoing, IsRejectedTheSecondTime) {
  given_a_company();
  const Run run = change_everything();
  const plan::UndoState changed = store().load_undo(*store().load_run(run.id), {});
  const plan::UndoPlan plan = plan::plan_undo(changed, run.id);
  undo(run, 30);
  const Run second = begin_run(40, RunKind::undo);
  EXPECT_THROW(store().apply_undo(second, run, changed, plan, kHolder, kMinute, {}), StateMoved);
}

TEST_P(Undoing, IsCompleteOrNotDoneWhenItsProcessIsKilledAtAnyStep) {
  given_a_company();
  const Everything before = everything();
  const Run run = *store().load_run(change_everything().id);
  const Everything after = everything();
  const plan::UndoState changed = store().load_undo(run, {});
  const plan::UndoPlan plan = plan::plan_undo(changed, run.id);
  int kill_at = 0;
  for (bool ended = false; !ended;) {
    ++kill_at;
    const Run undo_run = begin_run(30 + kill_at, RunKind::undo);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      int calls = 0;
      world().open_another()->apply_undo(undo_run, run, changed, plan, kHolder, kMinute,
                                         [&](std::int64_t, std::int64_t) {
                                           if (++calls == kill_at) kill(getpid(), SIGKILL);
                                         });
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ended = WIFEXITED(status);
    if (ended) {
      EXPECT_EQ(WEXITSTATUS(status), 0);
    } else {
      EXPECT_TRUE(everything() == after) << "killed at step " << kill_at;
      EXPECT_EQ(store().load_run(run.id)->undone_by, 0);
    }
  }
  EXPECT_GT(kill_at, 15);
  EXPECT_TRUE(everything() == before);
}

}  // namespace
}  // namespace gup::testing
