// Rows that the platform's own triggers and keys refuse or ignore.
#include <gmock/gmock.h>

#include <map>

#include "plan/undo/undo_plan.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Backend;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

plan::RowWrite row_of(int id, const std::string& first_name = "Ann") {
  auto write = insert_of(id, "g" + std::to_string(id), "p" + std::to_string(id) + "@acme.com");
  write.row.fields.first_name = first_name;
  return write;
}

plan::Plan inserting(std::vector<plan::RowWrite> rows) {
  plan::Plan plan;
  plan.people.inserts = rows;
  return plan;
}

std::vector<std::string> names_of(const std::vector<RefusedRow>& rows) {
  std::vector<std::string> names;
  for (const RefusedRow& row : rows) names.push_back(row.email);
  return names;
}

class RefusalContract : public StoreContract {
 protected:
  /// Makes the database refuse each insert or update of such a row. `{}` stands for the row.
  void refuse(const std::string& table, const std::string& condition) {
    const auto session = world().open_session();
    const auto of_row = [&](const std::string& row) {
      std::string text = condition;
      for (auto at = text.find("{}"); at != std::string::npos; at = text.find("{}")) text.replace(at, 2, row);
      return text;
    };
    if (session->dialect().backend() != Backend::sqlite3) {
      session->run("ALTER TABLE " + table + " ADD CONSTRAINT " + table + "_allowed CHECK (NOT (" +
                   of_row("") + "))");
      return;
    }
    for (const char* event : {"INSERT", "UPDATE"})
      session->run("CREATE TRIGGER refuse_" + table + event + " BEFORE " + event + " ON " + table + " WHEN " +
                   of_row("NEW.") + " BEGIN SELECT RAISE(ABORT, '" + table + "_allowed'); END");
  }

  /// Makes the database refuse to delete the target user.
  void refuse_to_delete(std::int64_t id) {
    const auto session = world().open_session();
    if (session->dialect().backend() == Backend::sqlite3) {
      session->run("CREATE TRIGGER keep BEFORE DELETE ON target_users WHEN OLD.id = " + std::to_string(id) +
                   " BEGIN SELECT RAISE(ABORT, 'keep it'); END");
    } else {
      session->run(
          "CREATE TABLE of_the_platform (row_id BIGINT NOT NULL, FOREIGN KEY (row_id) REFERENCES "
          "target_users (id))" +
          session->dialect().table_options());
      session->run("INSERT INTO of_the_platform VALUES (" + std::to_string(id) + ")");
    }
  }

  /// Undoes the run as the plugin does: without the rows that the database refused before. Returns the last
  /// plan, and adds each refused row to `refused`.
  plan::UndoPlan undo(std::int64_t run_id, std::vector<RefusedRow>& refused) {
    const Run undone = *store().load_run(run_id);
    const plan::UndoState changed = store().load_undo(undone, {});
    for (int attempt = 1;; ++attempt) {
      for (const RefusedRow& row : refused) {
        if (row.table == RefusedRow::Table::target_users) refusals_.users[row.user_id] = row.reason;
        if (row.table == RefusedRow::Table::target_groups) refusals_.groups[row.group_id] = row.reason;
        if (row.table == RefusedRow::Table::memberships)
          refusals_.memberships[{row.group_id, row.user_id}] = row.reason;
      }
      plan::UndoPlan plan = plan::plan_undo(changed, run_id, refusals_);
      const Run run = begin_run(30, RunKind::undo);
      try {
        store().apply_undo(run, undone, changed, plan, kHolder, kMinute, {});
        store().release_lease(kAcme, kHolder);
        return plan;
      } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
      } catch (const StateMoved&) {
        // A trigger ignored a row.
      }
      EXPECT_EQ(store().load_run(run_id)->undone_by, 0) << "nothing is changed";
      const auto found = store().refused_undo_rows(run, undone, changed, plan);
      if (found.empty() || attempt == 10) {
        ADD_FAILURE() << "the undo was not applied after " << attempt << " plans";
        return plan;
      }
      refused.insert(refused.end(), found.begin(), found.end());
    }
  }

  /// Makes the database ignore, without an error, each insert or update of someone named Bob, or a delete.
  void ignore(const std::string& event) {
    const auto session = world().open_session();
    const std::string row = event == "DELETE" ? "OLD" : "NEW";
    if (session->dialect().backend() == Backend::sqlite3) {
      session->run("CREATE TRIGGER ignored BEFORE " + event + " ON target_users WHEN " + row +
                   ".first_name = 'Bob' BEGIN SELECT RAISE(IGNORE); END");
      return;
    }
    session->run("CREATE FUNCTION ignored() RETURNS trigger AS 'BEGIN IF " + row +
                 ".first_name = ''Bob'' THEN RETURN NULL; END IF; RETURN " + row + "; END' LANGUAGE plpgsql");
    session->run("CREATE TRIGGER ignored BEFORE " + event +
                 " ON target_users FOR EACH ROW EXECUTE FUNCTION ignored()");
  }

 private:
  plan::UndoRefusals refusals_;
};

/// Where a trigger can ignore a row without an error: not on MySQL.
class SilentTriggers : public RefusalContract {};

std::vector<std::string> kinds_with_silent_triggers() {
  auto kinds = kinds_of_database();
  std::erase(kinds, "mysql");
  return kinds;
}

INSTANTIATE_TEST_SUITE_P(Databases, RefusalContract, ::testing::ValuesIn(kinds_of_database()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Databases, SilentTriggers, ::testing::ValuesIn(kinds_with_silent_triggers()),
                         name_of_kind);

TEST_P(SilentTriggers, FindsInsertsThatATriggerIgnores) {
  ignore("INSERT");
  std::vector<plan::RowWrite> rows;
  for (int id = 1; id <= 120; ++id) rows.push_back(row_of(id, id == 70 ? "Bob" : "Ann"));
  const plan::Plan plan = inserting(rows);
  EXPECT_THROW(apply(plan, 10), StateMoved);
  const auto refused = store().refused_rows(begin_run(20), plan);
  ASSERT_THAT(names_of(refused), ElementsAre("p70@acme.com"));
  EXPECT_THAT(refused[0].reason, HasSubstr("ignored"));
}

TEST_P(SilentTriggers, FindsUpdatesThatATriggerIgnores) {
  apply(inserting({row_of(1), row_of(2), row_of(3)}), 10);
  ignore("UPDATE");
  plan::Plan plan;
  for (const int id : {1, 2, 3})
    plan.people.updates.push_back(update_of(user(id), user(id).row.fields.email));
  plan.people.updates[1].row.fields.first_name = "Bob";
  EXPECT_THROW(apply(plan, 20), StateMoved);
  EXPECT_THAT(names_of(store().refused_rows(begin_run(30), plan)), ElementsAre("p2@acme.com"));
}

TEST_P(RefusalContract, DoesNotReportAConcurrentlyChangedRowAsRefused) {
  apply(inserting({row_of(1), row_of(2)}), 10);
  plan::Plan plan;
  for (const int id : {1, 2}) plan.people.updates.push_back(update_of(user(id), user(id).row.fields.email));
  world().open_session()->run("UPDATE target_users SET updated_at = 1 WHERE id = 2");
  EXPECT_THROW((void)store().refused_rows(begin_run(20), plan), StateMoved);
}

TEST_P(RefusalContract, NamesTheFirstOfMoreThanAHundredRefusedRows) {
  world().open_session()->run("CREATE UNIQUE INDEX one_name ON target_users (first_name)");
  std::vector<plan::RowWrite> rows;
  for (int id = 1; id <= 150; ++id) rows.push_back(row_of(id));
  try {
    (void)store().refused_rows(begin_run(10), inserting(rows));
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
    EXPECT_THAT(failure.what(), HasSubstr("more than 100 rows, so nothing was changed"));
    EXPECT_THAT(failure.what(), HasSubstr("p2@acme.com, p3@acme.com"));
  }
}

class EndingTriggers : public RefusalContract {};

INSTANTIATE_TEST_SUITE_P(Databases, EndingTriggers, ::testing::Values("sqlite3"), name_of_kind);

TEST_P(EndingTriggers, AreFoundAlthoughTheTransactionIsLost) {
  world().open_session()->run(
      "CREATE TRIGGER ended BEFORE INSERT ON target_users WHEN NEW.first_name = 'Bob' BEGIN SELECT "
      "RAISE(ROLLBACK, 'no Bob'); END");
  std::vector<plan::RowWrite> rows;
  for (int id = 1; id <= 10; ++id) rows.push_back(row_of(id, id == 4 || id == 9 ? "Bob" : "Ann"));
  const auto refused = store().refused_rows(begin_run(10), inserting(rows));
  EXPECT_THAT(names_of(refused), ElementsAre("p4@acme.com", "p9@acme.com"));
  EXPECT_TRUE(world().users(kAcme).empty());
}

TEST_P(RefusalContract, UnlinksEverythingButTheRowsThatTheDatabaseRefusesToDelete) {
  plan::Plan plan = inserting({row_of(1), row_of(2), row_of(3)});
  plan.groups.writes = {{7, "unit7", "Sales", "Sales", "sales", true}};
  plan.memberships.added = {{7, 1}, {7, 2}};
  apply(plan, 10);
  refuse_to_delete(2);
  const auto taken = unlink(20);
  EXPECT_EQ(taken.created_users, 2);
  EXPECT_EQ(taken.groups, 1);
  EXPECT_THAT(names_of(taken.refused), ElementsAre("p2@acme.com"));
  ASSERT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_EQ(user(2).row.provider, "") << "it is the host's now";
  EXPECT_FALSE(user(2).row.external_id);
  EXPECT_TRUE(world().groups(kAcme).empty());
  EXPECT_TRUE(world().members().empty());
  EXPECT_TRUE(state().links.empty());
}

TEST_P(SilentTriggers, UnlinksEverythingButTheRowsThatATriggerKeepsSilently) {
  apply(inserting({row_of(1), row_of(2, "Bob"), row_of(3)}), 10);
  ignore("DELETE");
  const auto taken = unlink(20);
  EXPECT_EQ(taken.created_users, 2);
  EXPECT_THAT(names_of(taken.refused), ElementsAre("p2@acme.com"));
  EXPECT_EQ(user(2).row.provider, "");
}

plan::Plan adding(std::vector<plan::RowWrite> rows) {
  plan::Plan plan = inserting(rows);
  std::vector<plan::PersonChange> added;
  for (const auto& row : rows) {
    added.push_back(change_of(plan::ChangeKind::added, row.link.external_id));
    added.back().user_id = row.row.id;
    added.back().email = row.row.fields.email;
  }
  plan.report.added = std::move(added);
  return plan;
}

TEST_P(RefusalContract, UndoesEverythingButTheRowsThatTheDatabaseRefusesToDelete) {
  std::vector<plan::RowWrite> rows;
  for (int id = 1; id <= 50; ++id) rows.push_back(row_of(id));
  const Run run = apply(adding(rows), 10);
  refuse_to_delete(37);
  std::vector<RefusedRow> refused;
  const auto plan = undo(run.id, refused);
  ASSERT_THAT(names_of(refused), ElementsAre("p37@acme.com"));
  EXPECT_EQ(refused[0].external_id, "g37");
  ASSERT_EQ(plan.left_alone.size(), 1U);
  EXPECT_EQ(plan.left_alone[0].name, "p37@acme.com");
  EXPECT_EQ(plan.left_alone[0].reason, refused[0].reason);
  ASSERT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_EQ(user(37).row.provider, plan::kProvider);
  EXPECT_EQ(link("g37").user_id, 37) << "the next sync still manages it";
}

TEST_P(RefusalContract, UndoesEverythingButTheRowsThatTheDatabaseRefusesToWrite) {
  plan::Plan first = inserting({row_of(1), row_of(2), row_of(3), row_of(4), row_of(5)});
  first.groups.writes = {{7, "unit7", "Sales", "Sales", "sales", true},
                         {8, "unit8", "Legal", "Legal", "legal", true},
                         {9, "unit9", "Board", "Board", "board", true}};
  first.memberships.added = {{7, 1}, {7, 3}, {7, 4}, {7, 5}, {8, 4}, {9, 4}};
  apply(first, 10);
  plan::Plan second;
  second.people.deletes = {{1, "g1"}, {5, "g5"}};
  // The second one's former address goes to the third one.
  second.people.updates = {update_of(user(2), "new@acme.com"), update_of(user(3), "p2@acme.com"),
                           update_of(user(4), "p4@acme.com")};
  second.people.updates[2].row.fields.department = "Sales";
  second.groups.removals = {{8, "unit8", false}, {9, "unit9", false}};
  second.memberships.removed = {{7, 3}, {7, 4}};
  const Run run = apply(second, 20);
  refuse("target_users", "{}id = 1 OR ({}id = 2 AND {}email = 'p2@acme.com')");
  refuse("target_groups", "{}id = 8");
  refuse("target_group_members", "{}group_id = 7 AND {}user_id = 3");

  std::vector<RefusedRow> refused;
  const auto plan = undo(run.id, refused);
  EXPECT_THAT(names_of(refused),
              ::testing::UnorderedElementsAre("p1@acme.com", "p2@acme.com", "Legal", "p3@acme.com"));
  std::map<std::string, std::string> left;
  for (const auto& [name, reason] : plan.left_alone) left[name] = reason;
  EXPECT_THAT(left["p1@acme.com"], HasSubstr("target_users_allowed"));
  EXPECT_THAT(left["p2@acme.com"], HasSubstr("target_users_allowed"));
  EXPECT_EQ(left["p3@acme.com"], "") << "its former address is free";
  EXPECT_THAT(left["Legal"], HasSubstr("target_groups_allowed"));
  ASSERT_EQ(plan.memberships_left.size(), 1U);
  EXPECT_EQ(plan.memberships_left[0].user_id, 3);
  EXPECT_THAT(plan.memberships_left[0].reason, HasSubstr("target_group_members_allowed"));
  EXPECT_EQ(plan.people_left, 1);

  std::map<std::int64_t, std::string> emails;
  for (const HostUser& found : world().users(kAcme)) emails[found.row.id] = found.row.fields.email;
  EXPECT_EQ(emails, (std::map<std::int64_t, std::string>{
                        {2, "new@acme.com"}, {3, "p3@acme.com"}, {4, "p4@acme.com"}, {5, "p5@acme.com"}}));
  EXPECT_FALSE(user(4).row.fields.department);
  EXPECT_EQ(world().groups(kAcme).size(), 2U);
  EXPECT_THAT(world().members(), ::testing::UnorderedElementsAre(HostMember{7, 4, plan::kProvider},
                                                                 HostMember{7, 5, plan::kProvider},
                                                                 HostMember{9, 4, plan::kProvider}));
}

TEST_P(SilentTriggers, UndoesEverythingButTheRowsThatATriggerKeepsSilently) {
  const Run run = apply(adding({row_of(1), row_of(2, "Bob"), row_of(3)}), 10);
  ignore("DELETE");
  std::vector<RefusedRow> refused;
  const auto plan = undo(run.id, refused);
  ASSERT_THAT(names_of(refused), ElementsAre("p2@acme.com"));
  EXPECT_THAT(refused[0].reason, HasSubstr("ignored"));
  EXPECT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_EQ(plan.left_alone.size(), 1U);
}

TEST_P(RefusalContract, DoesNotReportAConcurrentlyChangedRowAsRefusedInAnUndo) {
  const Run run = apply(adding({row_of(1), row_of(2)}), 10);
  const Run undone = *store().load_run(run.id);
  const plan::UndoState changed = store().load_undo(undone, {});
  const auto plan = plan::plan_undo(changed, run.id);
  world().put_group(hand_made_group(kAcme, 9, "Board"));
  world().put_member({9, 2, ""});
  EXPECT_THROW((void)store().refused_undo_rows(begin_run(30, RunKind::undo), undone, changed, plan),
               StateMoved);
}

}  // namespace
}  // namespace gup::testing
