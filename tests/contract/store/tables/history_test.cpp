// The history of a run's changes in the database: its format, and the deletion of old runs.
#include "database/bulk/bulk_writer.hpp"
#include "database/old_runs.hpp"
#include "database/tables/run_changes_table.hpp"
#include "model/fingerprint.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Query;
using database::Row;
using plan::ChangeKind;

/// `row_before` and `row_after` as they are stored.
std::pair<std::optional<std::string>, std::optional<std::string>> stored_fields(database::Session& session,
                                                                                std::int64_t run_id) {
  std::pair<std::optional<std::string>, std::optional<std::string>> fields;
  Query(session, "SELECT row_before, row_after FROM gup_run_changes WHERE run_id = ?")
      .number(run_id)
      .read("tt", [&](const Row& row) {
        fields = {row.text_or_null(0), row.text_or_null(1)};
      });
  return fields;
}

TEST_P(DatabaseContract, StoresOnlyTheFieldsThatAChangeChanged) {
  auto change = change_of(ChangeKind::deactivated, "g1");
  change.user_id = 1;
  change.before = insert_of(1, "g1", "ana@acme.com").row;
  change.before->fields.job_title = "Buyer";
  change.before->updated_at = 5;
  change.after = change.before;
  change.after->fields.job_title.reset();
  change.after->fields.department = "Sales";
  change.after->status = "inactive";
  change.after->updated_at = 6;
  plan::Plan plan;
  plan.report.changes = {change};
  const Run run = apply(plan, 1);
  const auto [before, after] = stored_fields(*world().open_session(), run.id);
  EXPECT_EQ(before, R"({"job_title":"Buyer","status":"active"})");
  EXPECT_EQ(after, R"({"department":"Sales","status":"inactive"})");
  const auto loaded = store().run_changes(run.id, {}, 0, 1).at(0);
  EXPECT_EQ(loaded.before->fields.job_title, "Buyer");
  EXPECT_FALSE(loaded.before->fields.department);
  EXPECT_FALSE(loaded.after->fields.job_title);
  EXPECT_EQ(loaded.after->status, "inactive");
}

TEST_P(DatabaseContract, StoresAllFieldsOfARemovedRow) {
  auto change = change_of(ChangeKind::removed, "g1");
  change.before = insert_of(1, "g1", "ana@acme.com").row;
  plan::Plan plan;
  plan.report.changes = {change};
  const Run run = apply(plan, 1);
  const auto loaded = store().run_changes(run.id, {}, 0, 1).at(0);
  ASSERT_TRUE(loaded.before);
  EXPECT_FALSE(loaded.after);
  EXPECT_EQ(loaded.before->fields, change.before->fields);
  EXPECT_EQ(loaded.before->email_key, "ana@acme.com");
  EXPECT_EQ(loaded.before->provider, plan::kProvider);
  EXPECT_EQ(loaded.before->external_id, "g1");
}

/// Former versions stored whole rows; other versions have other fields.
TEST_P(DatabaseContract, ReadsHistoryOfOtherVersions) {
  const auto session = world().open_session();
  const std::string former =
      R"({"id":7,"email_key":"ana@acme.com","status":"active","provider":"google-workspace",)"
      R"("external_id":"g1","updated_at":5,"email":"Ana@acme.com","first_name":"Ana","last_name":"",)"
      R"("department":null,"location":"Bern"})";
  const std::string newer = R"({"department":"Sales","cost_center":"12","badge":{"number":7}})";
  Query(*session,
        "INSERT INTO gup_run_changes (run_id, seq, kind, external_id, user_id, email, reason, row_before, "
        "row_after) VALUES (1, 1, 1, 'g1', 7, 'ana@acme.com', '', ?, ?)")
      .text(former, "row_before")
      .text(newer, "row_after")
      .run();
  const auto change = store().run_changes(1, {}, 0, 1).at(0);
  ASSERT_TRUE(change.before && change.after);
  EXPECT_EQ(change.before->id, 7);
  EXPECT_EQ(change.before->email_key, "ana@acme.com");
  EXPECT_EQ(change.before->fields.email, "Ana@acme.com");
  EXPECT_EQ(change.before->fields.location, "Bern");
  EXPECT_FALSE(change.before->fields.department);
  EXPECT_FALSE(change.before->fields.job_title);
  EXPECT_EQ(change.after->fields.department, "Sales");
  EXPECT_EQ(change.after->fields.email, "");
}

/// Rows that MariaDB has read in this session.
std::int64_t rows_read(database::Session& session) {
  std::int64_t rows = 0;
  Query(session, "SHOW SESSION STATUS LIKE 'Handler_read%'").read("tt", [&](const Row& row) {
    rows += std::stoll(row.text(1));
  });
  return rows;
}

TEST(HistoryOnMariaDb, DeletesOldRunsWithoutReadingTheHistoryOfOtherCompanies) {
  constexpr std::int64_t kOthersRun = 1'000;
  constexpr std::size_t kOthersChanges = 5'000;
  const auto world = make_world("mysql");
  const auto session = world->open_session();
  const auto writer = database::make_bulk_writer(*session);
  const database::Columns columns{{"run_id", 'n'},  {"seq", 'n'},   {"kind", 'n'},  {"external_id", 't'},
                                  {"user_id", 'n'}, {"email", 't'}, {"reason", 't'}};
  const auto insert_changes = [&](std::int64_t run_id, std::size_t count) {
    writer->insert("gup_run_changes", columns, count, [&](std::size_t index, database::Values& row) {
      row.number(run_id).number(static_cast<std::int64_t>(index)).number(0).text("g", "external_id");
      row.number(0).text("", "email").text("", "reason");
    });
  };
  insert_changes(kOthersRun, kOthersChanges);
  gup::Run old;
  old.company_id = kAcme;
  old.state = RunState::done;
  old.started_at = at(0);
  old.id = world->store().start_run(old);
  insert_changes(old.id, 3);

  const auto before = rows_read(*session);
  while (database::delete_old_runs(*session, kAcme, at(100), at(50))) continue;
  EXPECT_LT(rows_read(*session) - before, 1'000);
  EXPECT_FALSE(world->store().load_run(old.id));
  EXPECT_EQ(Query(*session, "SELECT COUNT(*) FROM gup_run_changes").read_number(),
            static_cast<std::int64_t>(kOthersChanges));
}

TEST(HistoryOnMariaDb, ReadsOnlyThePersonsRowsOfALongHistory) {
  constexpr std::size_t kChangesOfARun = 2'000;
  constexpr std::size_t kRunsInHistory = 10;
  const auto world = make_world("mysql");
  const auto session = world->open_session();
  const auto writer = database::make_bulk_writer(*session);
  const database::Columns columns{{"run_id", 'n'},  {"seq", 'n'},   {"kind", 'n'},   {"external_id", 't'},
                                  {"user_id", 'n'}, {"email", 't'}, {"reason", 't'}, {"email_hash", 'n'}};
  for (std::size_t i = 0; i < kRunsInHistory; ++i) {
    gup::Run run;
    run.company_id = kAcme;
    const std::int64_t id = world->store().start_run(run);
    writer->insert("gup_run_changes", columns, kChangesOfARun, [&](std::size_t index, database::Values& row) {
      const std::string person = "g" + std::to_string(index);
      row.number(id).number(static_cast<std::int64_t>(index) + 1).number(1).text(person, "external_id");
      row.number(0).text(person, "email").text("", "reason").number(fingerprint(person));
    });
  }
  const auto before = rows_read(*session);
  for (const PersonKey& key : {PersonKey{"", "g1999"}, PersonKey{"g7", ""}})
    EXPECT_EQ(database::read_person_changes(*session, kAcme, key, {}, 100).size(), kRunsInHistory);
  EXPECT_LT(rows_read(*session) - before, 1'000);
}

}  // namespace
}  // namespace gup::testing
