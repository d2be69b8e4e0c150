// Rows that the platform's own triggers and keys refuse or ignore.
#include <gmock/gmock.h>

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

TEST_P(RefusalContract, TakesARowThatWasChangedMeanwhileForNoRefusal) {
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
  const auto session = world().open_session();
  if (session->dialect().backend() == Backend::sqlite3) {
    session->run(
        "CREATE TRIGGER keep BEFORE DELETE ON target_users WHEN OLD.id = 2 BEGIN SELECT RAISE(ABORT, 'keep "
        "it'); END");
  } else {
    session->run(
        "CREATE TABLE of_the_platform (row_id BIGINT NOT NULL, FOREIGN KEY (row_id) REFERENCES "
        "target_users (id))" +
        session->dialect().table_options());
    session->run("INSERT INTO of_the_platform VALUES (2)");
  }
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

}  // namespace
}  // namespace gup::testing
