#include "database/sql_store.hpp"

#include <algorithm>
#include <optional>

#include "database/company_states.hpp"
#include "database/exclusions/exclusions_table.hpp"
#include "database/fields/field_rules_table.hpp"
#include "database/lost_links.hpp"
#include "database/old_runs.hpp"
#include "database/person/person_reader.hpp"
#include "database/search/held_search.hpp"
#include "database/search/person_search.hpp"
#include "database/settings/settings_versions.hpp"
#include "database/sql.hpp"
#include "database/state_reader.hpp"
#include "database/statistics.hpp"
#include "database/store_pool.hpp"
#include "database/tables/connections_table.hpp"
#include "database/tables/host_groups.hpp"
#include "database/tables/leases_table.hpp"
#include "database/tables/run_changes_table.hpp"
#include "database/tables/runs_table.hpp"
#include "database/tables/schema.hpp"
#include "database/tables/settings_table.hpp"
#include "database/tables/target_user_reader.hpp"
#include "database/undo/undo_reader.hpp"
#include "database/undo/undo_refusals.hpp"
#include "database/undo/undo_writer.hpp"
#include "database/writers/plan_writer.hpp"
#include "database/writers/refused_rows.hpp"
#include "database/writers/remove_integration.hpp"
#include "database/writers/replaced_group.hpp"
#include "database/writers/source_names.hpp"
#include "failure.hpp"

namespace gup {
namespace {

using database::Session;

constexpr std::size_t kLeaseSessions = 1;

class SqlStore final : public Store {
 public:
  SqlStore(database::Backend backend, const std::string& connection_string, std::size_t sessions)
      : pool_(backend, connection_string, sessions) {
    if (backend != database::Backend::sqlite3)
      lease_pool_.emplace(backend, connection_string, kLeaseSessions);
  }

  void migrate() override {
    pool_.with_pool([](database::SessionPool& pool) { host_sdk::sql::migrate(pool, database::schema()); });
    const auto problem =
        pool_.with_session([](Session& s) { return host_sdk::sql::character_set_problem(s, {"gup_"}); });
    if (problem)
      throw Failure(host_sdk::ResultCode::operator_action,
                    "In the plugin's tables, " + problem->text + ": " + problem->remedy + ".");
  }

  std::optional<Connection> load_connection(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::load_connection(s, company_id); });
  }
  std::optional<std::int64_t> save_connection(const Connection& connection,
                                              std::int64_t expected_revision) override {
    try {
      return pool_.write(
          [&](Session& s) { return database::save_connection(s, connection, expected_revision); });
    } catch (const StateMoved&) {
      return std::nullopt;  // Another caller saved the company's first connection at the same moment.
    }
  }
  std::vector<std::string> companies_of_account(const std::string& account_id,
                                                const std::string& but_company_id) override {
    return pool_.with_session(
        [&](Session& s) { return database::companies_of_account(s, account_id, but_company_id); });
  }

  std::optional<SavedSettings> load_settings(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::load_settings(s, company_id); });
  }
  std::optional<std::int64_t> save_settings(const std::string& company_id, const SavedSettings& settings,
                                            std::int64_t expected_revision) override {
    try {
      return pool_.write(
          [&](Session& s) { return database::save_settings(s, company_id, settings, expected_revision); });
    } catch (const StateMoved&) {
      return std::nullopt;  // Another process saved the company's first settings at the same moment.
    }
  }
  std::optional<std::int64_t> save_all_settings(const std::string& company_id, const SavedSettings& settings,
                                                const std::vector<Exclusion>& exclusions,
                                                const std::optional<FieldMapping>& fields,
                                                const FormValues& schedule,
                                                std::int64_t expected_revision) override {
    try {
      return pool_.write([&](Session& s) {
        return database::save_all_settings(s, company_id, settings, exclusions, fields, schedule,
                                           expected_revision);
      });
    } catch (const StateMoved&) {
      return std::nullopt;
    }
  }
  void keep_schedule(const std::string& company_id, const FormValues& schedule, const std::string& saved_by,
                     host_sdk::Timestamp now) override {
    pool_.write([&](Session& s) { database::keep_schedule(s, company_id, schedule, saved_by, now); });
  }
  std::vector<SettingsVersion> settings_versions(const std::string& company_id, std::int64_t before,
                                                 int limit) override {
    return pool_.with_session(
        [&](Session& s) { return database::list_settings_versions(s, company_id, before, limit); });
  }
  std::int64_t count_settings_versions(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::count_settings_versions(s, company_id); });
  }

  std::vector<Exclusion> exclusions(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::read_exclusions(s, company_id).active; });
  }
  std::vector<RemovedExclusion> removed_exclusions(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::read_exclusions(s, company_id).removed; });
  }
  Saved add_exclusions(const std::string& company_id, const std::vector<Exclusion>& rules) override {
    return pool_.write([&](Session& s) { return database::add_exclusions(s, company_id, rules); });
  }
  std::optional<Exclusion> remove_exclusion(const std::string& company_id, const std::string& key,
                                            const std::string& removed_by, host_sdk::Timestamp now) override {
    return pool_.write(
        [&](Session& s) { return database::remove_exclusion(s, company_id, key, removed_by, now); });
  }

  FieldMapping field_mapping(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::read_field_mapping(s, company_id); });
  }
  bool save_field_mapping(const std::string& company_id, const FieldMapping& mapping,
                          const std::string& saved_by, host_sdk::Timestamp now) override {
    return pool_.write(
        [&](Session& s) { return database::save_field_mapping(s, company_id, mapping, saved_by, now); });
  }
  CustomAttributesSeen custom_attributes_seen(const std::string& company_id) override {
    return pool_.with_session(
        [&](Session& s) { return database::read_custom_attributes_seen(s, company_id); });
  }

  bool acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                     host_sdk::Timestamp now, std::chrono::seconds lifetime) override {
    pool_.with_session([&](Session& s) { database::end_silent_writer(s, company_id, holder, now); });
    try {
      return pool_.write(
          [&](Session& s) { return database::acquire_lease(s, company_id, holder, run_id, now, lifetime); });
    } catch (const StateMoved&) {
      return false;  // Another process took the company's first lease at the same moment.
    }
  }
  LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder, host_sdk::Timestamp now,
                          std::chrono::seconds lifetime) override {
    // One statement, so that a process whose packets vanish leaves no transaction with the lease's lock.
    return (lease_pool_ ? *lease_pool_ : pool_).with_session([&](Session& s) {
      return database::renew_lease(s, company_id, holder, now, lifetime);
    });
  }
  [[nodiscard]] bool renewable_while_writing() const override { return lease_pool_.has_value(); }
  void release_lease(const std::string& company_id, const std::string& holder) override {
    pool_.write([&](Session& s) { database::release_lease(s, company_id, holder); });
  }
  std::optional<LeaseHolder> lease(const std::string& company_id, host_sdk::Timestamp now) override {
    return pool_.with_session([&](Session& s) { return database::live_lease(s, company_id, now); });
  }
  void shorten_lease(const std::string& company_id, const std::string& holder,
                     host_sdk::Timestamp expires_at) override {
    pool_.write([&](Session& s) { database::shorten_lease(s, company_id, holder, expires_at); });
  }
  bool request_cancel(const std::string& company_id) override {
    return pool_.write([&](Session& s) { return database::request_cancel(s, company_id); });
  }

  std::int64_t start_run(const Run& run) override {
    return pool_.write([&](Session& s) { return database::start_run(s, run); });
  }
  void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) override {
    pool_.write([&](Session& s) { database::save_progress(s, run_id, progress); });
  }
  bool finish_run(const Run& run) override {
    return pool_.write([&](Session& s) { return database::finish_running(s, run); });
  }
  std::optional<Run> load_run(std::int64_t run_id) override {
    return pool_.with_session([&](Session& s) { return database::load_run(s, run_id); });
  }
  std::vector<Run> list_runs(const std::string& company_id, std::int64_t before_run_id, int limit) override {
    return pool_.with_session(
        [&](Session& s) { return database::list_runs(s, company_id, before_run_id, limit); });
  }
  void finish_preview(const Run& run, const plan::LazyList<plan::PersonChange>& changes) override {
    pool_.write([&](Session& s) {
      database::delete_other_previews(s, run);
      (void)database::insert_changes(*database::make_bulk_writer(s), run.id, changes);
      database::finish_run(s, run, 0);
    });
  }
  std::optional<Run> load_preview(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::load_preview(s, company_id); });
  }
  std::vector<plan::PersonChange> run_changes(std::int64_t run_id, const std::vector<plan::ChangeKind>& kinds,
                                              std::int64_t after, int limit) override {
    return pool_.with_session(
        [&](Session& s) { return database::read_changes(s, run_id, kinds, after, limit); });
  }
  std::vector<RecordedChange> person_changes(const std::string& company_id, const PersonKey& person,
                                             const std::optional<ChangePlace>& before, int limit) override {
    return pool_.read(
        [&](Session& s) { return database::read_person_changes(s, company_id, person, before, limit); });
  }
  std::map<plan::ChangeKind, std::int64_t> count_changes(std::int64_t run_id) override {
    return pool_.with_session([&](Session& s) { return database::count_changes(s, run_id); });
  }
  FoundChanges find_changes(const ChangeQuery& query) override {
    return pool_.with_session([&](Session& s) { return database::find_changes(s, query); });
  }
  void mark_interrupted_runs(const std::string& company_id, host_sdk::Timestamp now) override {
    pool_.write([&](Session& s) { database::mark_interrupted_runs(s, company_id, now); });
  }
  bool delete_old_runs(const std::string& company_id, host_sdk::Timestamp now,
                       host_sdk::Timestamp keep_since) override {
    return pool_.write([&](Session& s) { return database::delete_old_runs(s, company_id, now, keep_since); });
  }

  plan::StoredState load_state(const std::string& company_id, host_sdk::Timestamp since, plan::PersonIds& ids,
                               const Interruption& interruption) override {
    return pool_.read(
        [&](Session& s) { return database::read_state(s, company_id, since, ids, interruption); });
  }
  plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                               const Interruption& interruption) override {
    return pool_.read(
        [&](Session& s) { return database::read_target_users(s, company_id, query, interruption); });
  }
  void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override {
    renew_before_writing(finished_run, lease_holder, lease_lifetime, database::rows_of(plan));
    const std::int64_t rows = pool_.write(
        [&](Session& s) { return database::write_plan(s, finished_run, plan, lease_holder, checkpoint); });
    if (database::outdate_statistics(rows, plan.report.managed_before)) database::refresh_statistics(pool_);
  }

  std::vector<RefusedRow> refused_rows(const Run& run, const plan::Plan& plan) override {
    return pool_.try_write([&](Session& s) { return database::find_refused_rows(s, run, plan); });
  }

  std::optional<StoredPerson> find_person(const std::string& company_id, const PersonKey& key) override {
    return pool_.read([&](Session& s) { return database::find_person(s, company_id, key); });
  }
  std::vector<plan::SourceGroup> source_groups(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::read_source_groups(s, company_id); });
  }
  std::vector<plan::SourceName> source_names(const std::string& company_id,
                                             const std::vector<std::string>& ids) override {
    return pool_.with_session([&](Session& s) { return database::read_source_names(s, company_id, ids); });
  }

  Holdings holdings(const std::string& company_id) override {
    return pool_.read([&](Session& s) { return database::read_holdings(s, company_id); });
  }
  Holdings unlink(const Run& finished_run, UnlinkedRows created, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint,
                  const DescribeUnlink& describe) override {
    const auto& company_id = finished_run.company_id;
    const std::int64_t rows = pool_.with_session([&](Session& s) {
      return std::max(database::count_links(s, company_id), database::count_managed_users(s, company_id));
    });
    renew_before_writing(finished_run, lease_holder, lease_lifetime, 2 * rows);
    return pool_.write([&](Session& s) {
      return database::remove_integration(s, {finished_run, created, describe}, lease_holder, checkpoint);
    });
  }

  std::optional<UnlinkedConnection> unlinked_connection(std::int64_t run_id) override {
    return pool_.with_session([&](Session& s) { return database::unlinked_connection(s, run_id); });
  }
  bool unlinked_since(const std::string& company_id, std::int64_t run_id) override {
    return pool_.with_session([&](Session& s) { return database::unlinked_since(s, company_id, run_id); });
  }
  plan::UndoState load_undo(const Run& run, const Interruption& interruption) override {
    return pool_.read([&](Session& s) { return database::read_undo(s, run, interruption); });
  }
  void apply_undo(const Run& finished_run, const Run& undone_run, const plan::UndoState& state,
                  const plan::UndoPlan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override {
    const std::int64_t rows = database::rows_of(plan);
    renew_before_writing(finished_run, lease_holder, lease_lifetime, rows);
    pool_.write([&](Session& s) {
      database::write_undo(s, {finished_run, undone_run, state, plan}, lease_holder, checkpoint);
    });
    if (database::outdate_statistics(rows, 0)) database::refresh_statistics(pool_);
  }
  std::vector<RefusedRow> refused_undo_rows(const Run& run, const Run& undone_run,
                                            const plan::UndoState& state,
                                            const plan::UndoPlan& plan) override {
    const database::Undo undo{run, undone_run, state, plan};
    return pool_.try_write([&](Session& s) { return database::find_refused_rows(s, undo); });
  }

  std::vector<TargetGroupOption> find_target_groups(const std::string& company_id, const std::string& query,
                                                    const std::string& after_name_key, int limit) override {
    return pool_.with_session([&](Session& s) {
      return database::find_target_groups(s, company_id, query, after_name_key, limit);
    });
  }
  std::optional<TargetGroupOption> target_group(const std::string& company_id, std::int64_t id) override {
    return pool_.with_session([&](Session& s) { return database::target_group(s, company_id, id); });
  }
  std::optional<TargetGroupOption> target_group_by_name(const std::string& company_id,
                                                        const std::string& name_key) override {
    return pool_.with_session(
        [&](Session& s) { return database::target_group_by_name(s, company_id, name_key); });
  }
  std::vector<plan::HeldRemoval> held_removals(const std::string& company_id, std::int64_t after,
                                               int limit) override {
    return pool_.with_session(
        [&](Session& s) { return database::read_held_removals(s, company_id, after, limit); });
  }
  std::vector<host_sdk::NamedCount> held_reasons(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::read_held_reasons(s, company_id); });
  }
  std::vector<plan::GroupLink> group_links(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) {
      std::vector<plan::GroupLink> links;
      database::read_group_links(s, company_id, links);
      return links;
    });
  }
  std::vector<NamedPerson> find_people(const std::string& company_id, const std::string& text,
                                       int limit) override {
    return pool_.with_session([&](Session& s) { return database::find_people(s, company_id, text, limit); });
  }
  FoundRemovals find_held_removals(const std::string& company_id, const RemovalQuery& query) override {
    return pool_.with_session([&](Session& s) { return database::find_held_removals(s, company_id, query); });
  }
  std::int64_t count_held_removals(const std::string& company_id) override {
    return pool_.with_session([&](Session& s) { return database::count_held_removals(s, company_id); });
  }
  std::vector<plan::HeldRemoval> dismissed_removals(const std::string& company_id, std::int64_t after,
                                                    int limit) override {
    return pool_.with_session(
        [&](Session& s) { return database::read_dismissed_removals(s, company_id, after, limit); });
  }

  std::vector<plan::SourceName> replaced_groups(const std::string& company_id) override {
    auto names = pool_.with_session([&](Session& s) { return database::read_source_names(s, company_id); });
    std::erase_if(names, [](const plan::SourceName& name) { return name.successor_id.empty(); });
    return names;
  }
  Answer use_new_group(const std::string& company_id, const std::string& group_id,
                       const std::string& saved_by, host_sdk::Timestamp now) override {
    try {
      return pool_.write(
          [&](Session& s) { return database::use_new_group(s, company_id, group_id, saved_by, now); });
    } catch (const StateMoved&) {
      return Answer::busy;  // Another process took the lease or saved the settings at the same moment.
    }
  }

  std::vector<CompanyState> company_states(host_sdk::Timestamp now) override {
    return pool_.with_session([now](Session& s) { return database::read_company_states(s, now); });
  }
  [[nodiscard]] host_sdk::sql::PoolState sessions() const override { return pool_.state(); }

 private:
  /// On SQLite others see no renewal before the commit. So the lease is extended by the time that a slow disk
  /// may need for so many rows. A lost lease shows in the transaction.
  void renew_before_writing(const Run& run, const std::string& holder, std::chrono::seconds lifetime,
                            std::int64_t rows) {
    constexpr std::int64_t kRowsPerSecond = 2'000;
    if (!renewable_while_writing())
      lifetime = std::min<std::chrono::seconds>(lifetime + std::chrono::seconds(rows / kRowsPerSecond),
                                                kLongestLease);
    pool_.with_session([&](Session& s) {
      (void)database::renew_lease(s, run.company_id, holder, run.finished_at.value_or(run.started_at),
                                  lifetime);
    });
  }

  database::StorePool pool_;
  /// Sessions for renewals, on servers: transactions may take all others for minutes.
  std::optional<database::StorePool> lease_pool_;
};

}  // namespace

std::unique_ptr<Store> open_store(const host_sdk::Database& database, int sessions) {
  try {
    return std::make_unique<SqlStore>(database::backend_named(database.backend()),
                                      database.connection_string(), static_cast<std::size_t>(sessions));
  } catch (const database::SqlError& error) {
    database::throw_as_failure(error);
  }
}

}  // namespace gup
