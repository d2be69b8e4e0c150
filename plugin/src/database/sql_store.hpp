// The store over SQL: every call in a session or transaction of its own.
#pragma once

#include <memory>
#include <optional>

#include "database/company_states.hpp"
#include "database/connections/connections_table.hpp"
#include "database/connections/unused_secrets_table.hpp"
#include "database/exclusions/exclusions_table.hpp"
#include "database/fields/field_rules_table.hpp"
#include "database/old_runs.hpp"
#include "database/person/person_reader.hpp"
#include "database/search/held_search.hpp"
#include "database/search/person_search.hpp"
#include "database/settings/settings_versions.hpp"
#include "database/state_reader.hpp"
#include "database/store.hpp"
#include "database/store_pool.hpp"
#include "database/tables/host_groups.hpp"
#include "database/tables/leases_table.hpp"
#include "database/tables/run_changes_table.hpp"
#include "database/tables/runs_table.hpp"
#include "database/tables/settings_table.hpp"
#include "database/tables/target_user_reader.hpp"
#include "database/undo/undo_reader.hpp"
#include "database/undo/undo_refusals.hpp"
#include "database/writers/refused_rows.hpp"
#include "database/writers/remove_integration.hpp"
#include "database/writers/source_names.hpp"
#include "host_sdk/services/database.hpp"

namespace gup {

/// The store in the host's database. Tests replace single calls.
class SqlStore : public Store {
 public:
  /// Opens at most `sessions` sessions, and on servers one more for leases. Errors: `Failure`.
  SqlStore(const host_sdk::Database& database, int sessions);

  void migrate() override;

  std::optional<Connection> load_connection(const std::string& company_id) override {
    return pool_.with_session([&](database::Session& s) { return database::load_connection(s, company_id); });
  }
  std::optional<std::int64_t> save_connection(const Connection& connection,
                                              std::int64_t expected_revision) override;
  std::string reserve_secret(const std::string& company_id, const std::string& account_id,
                             host_sdk::Timestamp reserved_until) override {
    return pool_.write([&](database::Session& s) {
      return database::reserve_secret(s, company_id, account_id, reserved_until);
    });
  }
  std::optional<std::int64_t> connect(const Connection& connection, std::int64_t expected_revision,
                                      const std::string& secret_name) override;
  bool replace_secret(const std::string& company_id, const std::string& former,
                      const std::string& replacement) override;
  void release_secret(const std::string& company_id, const std::string& name) override {
    pool_.write([&](database::Session& s) { database::release_secret(s, company_id, name); });
  }
  void release_secrets(const std::string& company_id, host_sdk::Timestamp reserved_until) override {
    pool_.write([&](database::Session& s) { database::release_secrets(s, company_id, reserved_until); });
  }
  std::vector<UnusedSecret> unused_secrets(const std::string& company_id) override {
    return pool_.with_session([&](database::Session& s) { return database::unused_secrets(s, company_id); });
  }
  void forget_secret(const std::string& company_id, const std::string& name,
                     host_sdk::Timestamp now) override {
    pool_.write([&](database::Session& s) { database::forget_secret(s, company_id, name, now); });
  }
  std::vector<std::string> companies_of_account(const std::string& account_id,
                                                const std::string& but_company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::companies_of_account(s, account_id, but_company_id); });
  }

  std::optional<SavedSettings> load_settings(const std::string& company_id) override {
    return pool_.with_session([&](database::Session& s) { return database::load_settings(s, company_id); });
  }
  std::optional<std::int64_t> save_settings(const std::string& company_id, const SavedSettings& settings,
                                            std::int64_t expected_revision) override;
  std::optional<std::int64_t> save_all_settings(const std::string& company_id, const SavedSettings& settings,
                                                const std::vector<Exclusion>& exclusions,
                                                const std::optional<FieldMapping>& fields,
                                                const FormValues& schedule,
                                                std::int64_t expected_revision) override;
  void keep_schedule(const std::string& company_id, const FormValues& schedule, const std::string& saved_by,
                     host_sdk::Timestamp now) override {
    pool_.write(
        [&](database::Session& s) { database::keep_schedule(s, company_id, schedule, saved_by, now); });
  }
  std::vector<SettingsVersion> settings_versions(const std::string& company_id, std::int64_t before,
                                                 int limit) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::list_settings_versions(s, company_id, before, limit); });
  }
  std::int64_t count_settings_versions(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::count_settings_versions(s, company_id); });
  }

  std::vector<Exclusion> exclusions(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_exclusions(s, company_id).active; });
  }
  std::vector<RemovedExclusion> removed_exclusions(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_exclusions(s, company_id).removed; });
  }
  Saved add_exclusions(const std::string& company_id, const std::vector<Exclusion>& rules) override {
    return pool_.write([&](database::Session& s) { return database::add_exclusions(s, company_id, rules); });
  }
  std::optional<Exclusion> remove_exclusion(const std::string& company_id, const std::string& key,
                                            const std::string& removed_by, host_sdk::Timestamp now) override {
    return pool_.write([&](database::Session& s) {
      return database::remove_exclusion(s, company_id, key, removed_by, now);
    });
  }

  FieldMapping field_mapping(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_field_mapping(s, company_id); });
  }
  bool save_field_mapping(const std::string& company_id, const FieldMapping& mapping,
                          const std::string& saved_by, host_sdk::Timestamp now) override {
    return pool_.write([&](database::Session& s) {
      return database::save_field_mapping(s, company_id, mapping, saved_by, now);
    });
  }
  CustomAttributesSeen custom_attributes_seen(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_custom_attributes_seen(s, company_id); });
  }

  bool acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                     host_sdk::Timestamp now, std::chrono::seconds lifetime) override;
  LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder, host_sdk::Timestamp now,
                          std::chrono::seconds lifetime) override;
  [[nodiscard]] bool renewable_while_writing() const override { return lease_pool_.has_value(); }
  void release_lease(const std::string& company_id, const std::string& holder) override {
    pool_.write([&](database::Session& s) { database::release_lease(s, company_id, holder); });
  }
  std::optional<LeaseHolder> lease(const std::string& company_id, host_sdk::Timestamp now) override {
    return pool_.with_session([&](database::Session& s) { return database::live_lease(s, company_id, now); });
  }
  void shorten_lease(const std::string& company_id, const std::string& holder,
                     host_sdk::Timestamp expires_at) override {
    pool_.write([&](database::Session& s) { database::shorten_lease(s, company_id, holder, expires_at); });
  }
  bool request_cancel(const std::string& company_id) override {
    return pool_.write([&](database::Session& s) { return database::request_cancel(s, company_id); });
  }

  std::int64_t start_run(const Run& run) override {
    return pool_.write([&](database::Session& s) { return database::start_run(s, run); });
  }
  void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) override {
    pool_.write([&](database::Session& s) { database::save_progress(s, run_id, progress); });
  }
  bool finish_run(const Run& run) override {
    return pool_.write([&](database::Session& s) { return database::finish_running(s, run); });
  }
  std::optional<Run> load_run(std::int64_t run_id) override {
    return pool_.with_session([&](database::Session& s) { return database::load_run(s, run_id); });
  }
  std::vector<Run> list_runs(const std::string& company_id, std::int64_t before_run_id, int limit) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::list_runs(s, company_id, before_run_id, limit); });
  }
  std::optional<Run> last_applied_sync(const std::string& company_id, std::int64_t before_run_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::last_applied_sync(s, company_id, before_run_id); });
  }
  void finish_preview(const Run& run, const plan::LazyList<plan::PersonChange>& changes) override;
  std::optional<Run> load_preview(const std::string& company_id) override {
    return pool_.with_session([&](database::Session& s) { return database::load_preview(s, company_id); });
  }
  std::vector<plan::PersonChange> run_changes(std::int64_t run_id, const std::vector<plan::ChangeKind>& kinds,
                                              std::int64_t after, int limit) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_changes(s, run_id, kinds, after, limit); });
  }
  std::vector<RecordedChange> person_changes(const std::string& company_id, const PersonKey& person,
                                             const std::optional<ChangePlace>& before, int limit) override {
    return pool_.read([&](database::Session& s) {
      return database::read_person_changes(s, company_id, person, before, limit);
    });
  }
  std::map<plan::ChangeKind, std::int64_t> count_changes(std::int64_t run_id) override {
    return pool_.with_session([&](database::Session& s) { return database::count_changes(s, run_id); });
  }
  bool holds_target_groups(std::int64_t run_id) override {
    return pool_.with_session([&](database::Session& s) { return database::holds_target_groups(s, run_id); });
  }
  FoundChanges find_changes(const ChangeQuery& query) override {
    return pool_.with_session([&](database::Session& s) { return database::find_changes(s, query); });
  }
  void mark_interrupted_runs(const std::string& company_id, host_sdk::Timestamp now) override {
    pool_.write([&](database::Session& s) { database::mark_interrupted_runs(s, company_id, now); });
  }
  bool delete_old_runs(const std::string& company_id, host_sdk::Timestamp now,
                       host_sdk::Timestamp keep_since) override {
    return pool_.write(
        [&](database::Session& s) { return database::delete_old_runs(s, company_id, now, keep_since); });
  }

  plan::StoredState load_state(const std::string& company_id, host_sdk::Timestamp since, plan::PersonIds& ids,
                               const Interruption& interruption) override {
    return pool_.read(
        [&](database::Session& s) { return database::read_state(s, company_id, since, ids, interruption); });
  }
  plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                               const Interruption& interruption) override {
    return pool_.read([&](database::Session& s) {
      return database::read_target_users(s, company_id, query, interruption);
    });
  }
  void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override;

  std::vector<RefusedRow> refused_rows(const Run& run, const plan::Plan& plan) override {
    return pool_.try_write([&](database::Session& s) { return database::find_refused_rows(s, run, plan); });
  }

  std::optional<StoredPerson> find_person(const std::string& company_id, const PersonKey& key) override {
    return pool_.read([&](database::Session& s) { return database::find_person(s, company_id, key); });
  }
  std::vector<plan::SourceGroup> source_groups(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_source_groups(s, company_id); });
  }
  std::vector<plan::SourceName> source_names(const std::string& company_id,
                                             const std::vector<std::string>& ids) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_source_names(s, company_id, ids); });
  }

  Holdings holdings(const std::string& company_id) override {
    return pool_.read([&](database::Session& s) { return database::read_holdings(s, company_id); });
  }
  Holdings unlink(const Run& finished_run, UnlinkedRows created, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint,
                  const DescribeUnlink& describe) override;

  std::optional<UnlinkedConnection> unlinked_connection(std::int64_t run_id) override {
    return pool_.with_session([&](database::Session& s) { return database::unlinked_connection(s, run_id); });
  }
  bool unlinked_since(const std::string& company_id, std::int64_t run_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::unlinked_since(s, company_id, run_id); });
  }
  plan::UndoState load_undo(const Run& run, const Interruption& interruption) override {
    return pool_.read([&](database::Session& s) { return database::read_undo(s, run, interruption); });
  }
  void apply_undo(const Run& finished_run, const Run& undone_run, const plan::UndoState& state,
                  const plan::UndoPlan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override;
  std::vector<RefusedRow> refused_undo_rows(const Run& run, const Run& undone_run,
                                            const plan::UndoState& state,
                                            const plan::UndoPlan& plan) override {
    const database::Undo undo{run, undone_run, state, plan};
    return pool_.try_write([&](database::Session& s) { return database::find_refused_rows(s, undo); });
  }

  std::vector<TargetGroupOption> find_target_groups(const std::string& company_id, const std::string& query,
                                                    const std::string& after_name_key, int limit) override {
    return pool_.with_session([&](database::Session& s) {
      return database::find_target_groups(s, company_id, query, after_name_key, limit);
    });
  }
  std::optional<TargetGroupOption> target_group(const std::string& company_id, std::int64_t id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::target_group(s, company_id, id); });
  }
  std::optional<TargetGroupOption> target_group_by_name(const std::string& company_id,
                                                        const std::string& name_key) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::target_group_by_name(s, company_id, name_key); });
  }
  std::vector<plan::HeldRemoval> held_removals(const std::string& company_id, std::int64_t after,
                                               int limit) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_held_removals(s, company_id, after, limit); });
  }
  std::vector<host_sdk::NamedCount> held_reasons(const std::string& company_id) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_held_reasons(s, company_id); });
  }
  std::vector<plan::GroupLink> group_links(const std::string& company_id) override;
  std::vector<NamedPerson> find_people(const std::string& company_id, const std::string& text,
                                       int limit) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::find_people(s, company_id, text, limit); });
  }
  FoundRemovals find_held_removals(const std::string& company_id, const RemovalQuery& query) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::find_held_removals(s, company_id, query); });
  }
  RemovalCounts count_removals(const std::string& company_id) override {
    return pool_.read([&](database::Session& s) { return database::count_removals(s, company_id); });
  }
  std::vector<plan::HeldRemoval> dismissed_removals(const std::string& company_id, std::int64_t after,
                                                    int limit) override {
    return pool_.with_session(
        [&](database::Session& s) { return database::read_dismissed_removals(s, company_id, after, limit); });
  }

  std::vector<plan::SourceName> replaced_groups(const std::string& company_id) override;
  Answer use_new_group(const std::string& company_id, const std::string& group_id,
                       const std::string& saved_by, host_sdk::Timestamp now) override;

  std::vector<CompanyState> company_states(host_sdk::Timestamp now) override {
    return pool_.with_session([now](database::Session& s) { return database::read_company_states(s, now); });
  }
  [[nodiscard]] host_sdk::sql::PoolState sessions() const override { return pool_.state(); }

 private:
  /// On SQLite, others see a renewal only after the commit. So extends the lease by the time that a slow disk
  /// may need for that many rows. The transaction detects a lost lease.
  void renew_before_writing(const Run& run, const std::string& holder, std::chrono::seconds lifetime,
                            std::int64_t rows);

  database::StorePool pool_;
  /// Sessions for renewals, on servers: transactions may take all others for minutes.
  std::optional<database::StorePool> lease_pool_;
};

[[nodiscard]] std::unique_ptr<Store> open_store(const host_sdk::Database& database, int sessions);

}  // namespace gup
