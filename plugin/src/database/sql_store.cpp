#include "database/sql_store.hpp"

#include <algorithm>

#include "database/lost_links.hpp"
#include "database/sql.hpp"
#include "database/statistics.hpp"
#include "database/tables/schema.hpp"
#include "database/undo/undo_writer.hpp"
#include "database/writers/plan_writer.hpp"
#include "database/writers/replaced_group.hpp"
#include "failure.hpp"

namespace gup {
namespace {

using database::Session;

constexpr std::size_t kLeaseSessions = 1;

}  // namespace

SqlStore::SqlStore(const host_sdk::Database& database, int sessions) try
    : pool_(database::backend_named(database.backend()), database.connection_string(),
            static_cast<std::size_t>(sessions)) {
  const auto backend = database::backend_named(database.backend());
  if (backend != database::Backend::sqlite3)
    lease_pool_.emplace(backend, database.connection_string(), kLeaseSessions);
} catch (const database::SqlError& error) {
  database::throw_as_failure(error);
}

void SqlStore::migrate() {
  pool_.with_pool([](database::SessionPool& pool) { host_sdk::sql::migrate(pool, database::schema()); });
  const auto problem =
      pool_.with_session([](Session& s) { return host_sdk::sql::character_set_problem(s, {"gup_"}); });
  if (problem)
    throw Failure(host_sdk::ResultCode::operator_action,
                  "In the plugin's tables, " + problem->text + ": " + problem->remedy + ".");
}

std::optional<std::int64_t> SqlStore::save_connection(const Connection& connection,
                                                      std::int64_t expected_revision) {
  try {
    return pool_.write(
        [&](Session& s) { return database::save_connection(s, connection, expected_revision); });
  } catch (const StateMoved&) {
    return std::nullopt;  // Another caller saved the company's first connection at the same moment.
  }
}

std::optional<std::int64_t> SqlStore::connect(const Connection& connection, std::int64_t expected_revision,
                                              const std::string& secret_name) {
  try {
    return pool_.write(
        [&](Session& s) { return database::connect(s, connection, expected_revision, secret_name); });
  } catch (const StateMoved&) {
    return std::nullopt;  // As in `save_connection`.
  }
}

bool SqlStore::replace_secret(const std::string& company_id, const std::string& former,
                              const std::string& replacement) {
  return pool_.write(
      [&](Session& s) { return database::replace_secret(s, company_id, former, replacement); });
}

std::optional<std::int64_t> SqlStore::save_settings(const std::string& company_id,
                                                    const SavedSettings& settings,
                                                    std::int64_t expected_revision) {
  try {
    return pool_.write(
        [&](Session& s) { return database::save_settings(s, company_id, settings, expected_revision); });
  } catch (const StateMoved&) {
    return std::nullopt;  // Another process saved the company's first settings at the same moment.
  }
}

std::optional<std::int64_t> SqlStore::save_all_settings(
    const std::string& company_id, const SavedSettings& settings, const std::vector<Exclusion>& exclusions,
    const std::optional<FieldMapping>& fields, const FormValues& schedule, std::int64_t expected_revision) {
  try {
    return pool_.write([&](Session& s) {
      return database::save_all_settings(s, company_id, settings, exclusions, fields, schedule,
                                         expected_revision);
    });
  } catch (const StateMoved&) {
    return std::nullopt;
  }
}

bool SqlStore::acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                             host_sdk::Timestamp now, std::chrono::seconds lifetime) {
  pool_.with_session([&](Session& s) { database::end_silent_writer(s, company_id, holder, now); });
  try {
    return pool_.write(
        [&](Session& s) { return database::acquire_lease(s, company_id, holder, run_id, now, lifetime); });
  } catch (const StateMoved&) {
    return false;  // Another process took the company's first lease at the same moment.
  }
}

LeaseAnswer SqlStore::renew_lease(const std::string& company_id, const std::string& holder,
                                  host_sdk::Timestamp now, std::chrono::seconds lifetime) {
  // One statement, so that a process whose packets vanish leaves no transaction with the lease's lock.
  return (lease_pool_ ? *lease_pool_ : pool_).with_session([&](Session& s) {
    return database::renew_lease(s, company_id, holder, now, lifetime);
  });
}

void SqlStore::finish_preview(const Run& run, const plan::LazyList<plan::PersonChange>& changes) {
  pool_.write([&](Session& s) {
    database::delete_other_previews(s, run);
    (void)database::insert_changes(*database::make_bulk_writer(s), run.id, changes);
    database::finish_run(s, run, 0);
  });
}

void SqlStore::apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) {
  renew_before_writing(finished_run, lease_holder, lease_lifetime, database::rows_of(plan));
  const std::int64_t rows = pool_.write(
      [&](Session& s) { return database::write_plan(s, finished_run, plan, lease_holder, checkpoint); });
  if (database::outdate_statistics(rows, plan.report.counts.managed_before))
    database::refresh_statistics(pool_);
}

SqlStore::Holdings SqlStore::unlink(const Run& finished_run, UnlinkedRows created,
                                    const std::string& lease_holder, std::chrono::seconds lease_lifetime,
                                    const Checkpoint& checkpoint, const DescribeUnlink& describe) {
  const auto& company_id = finished_run.company_id;
  const std::int64_t rows = pool_.with_session([&](Session& s) {
    return std::max(database::count_links(s, company_id), database::count_managed_users(s, company_id));
  });
  renew_before_writing(finished_run, lease_holder, lease_lifetime, 2 * rows);
  return pool_.write([&](Session& s) {
    return database::remove_integration(s, {finished_run, created, describe}, lease_holder, checkpoint);
  });
}

void SqlStore::apply_undo(const Run& finished_run, const Run& undone_run, const plan::UndoState& state,
                          const plan::UndoPlan& plan, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) {
  const std::int64_t rows = database::rows_of(plan);
  renew_before_writing(finished_run, lease_holder, lease_lifetime, rows);
  pool_.write([&](Session& s) {
    database::write_undo(s, {finished_run, undone_run, state, plan}, lease_holder, checkpoint);
  });
  if (database::outdate_statistics(rows, 0)) database::refresh_statistics(pool_);
}

SqlStore::Answer SqlStore::use_new_group(const std::string& company_id, const std::string& group_id,
                                         const std::string& saved_by, host_sdk::Timestamp now) {
  try {
    return pool_.write(
        [&](Session& s) { return database::use_new_group(s, company_id, group_id, saved_by, now); });
  } catch (const StateMoved&) {
    return Answer::busy;  // Another process took the lease or saved the settings at the same moment.
  }
}

std::vector<plan::GroupLink> SqlStore::group_links(const std::string& company_id) {
  return pool_.with_session([&](Session& s) {
    std::vector<plan::GroupLink> links;
    database::read_group_links(s, company_id, links);
    return links;
  });
}

std::vector<plan::SourceName> SqlStore::replaced_groups(const std::string& company_id) {
  auto names = pool_.with_session([&](Session& s) { return database::read_source_names(s, company_id); });
  std::erase_if(names, [](const plan::SourceName& name) { return name.successor_id.empty(); });
  return names;
}

void SqlStore::renew_before_writing(const Run& run, const std::string& holder, std::chrono::seconds lifetime,
                                    std::int64_t rows) {
  constexpr std::int64_t kRowsPerSecond = 2'000;
  if (!renewable_while_writing())
    lifetime =
        std::min<std::chrono::seconds>(lifetime + std::chrono::seconds(rows / kRowsPerSecond), kLongestLease);
  pool_.with_session([&](Session& s) {
    (void)database::renew_lease(s, run.company_id, holder, run.finished_at.value_or(run.started_at),
                                lifetime);
  });
}

std::unique_ptr<Store> open_store(const host_sdk::Database& database, int sessions) {
  return std::make_unique<SqlStore>(database, sessions);
}

}  // namespace gup
