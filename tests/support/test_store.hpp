// The real store over an SQLite file of its own, with faults that a test injects.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "host_rows.hpp"
#include "host_tables.hpp"
#include "temporary_folder.hpp"

namespace gup::testing {

/// A store with a database of its own, in which the host's tables and the plugin's exist and are empty.
/// Creating one is cheap: it copies a template. Thread-safe, except for setting hooks.
class TestStore final : public Store {
 public:
  TestStore();

  // Changes to the host's tables, as an administrator of the host makes them.
  void put_user(const HostUser& user);
  void erase_user(std::int64_t id);
  void put_group(const HostGroup& group);
  void erase_group(std::int64_t id);
  void put_member(const HostMember& member);
  [[nodiscard]] std::vector<HostUser> users(const std::string& company_id) const;
  [[nodiscard]] std::vector<HostGroup> groups(const std::string& company_id) const;
  [[nodiscard]] std::vector<HostMember> members() const;
  /// Rows of the host's tables and of gup_links that the store has written so far.
  [[nodiscard]] std::int64_t row_writes() const;

  // Faults. A hook may change rows, or throw in place of the store.
  /// Called before every call of that name: "save_connection".
  void before(const std::string& call, std::function<void()> hook) { before_[call] = std::move(hook); }
  void before_apply(std::function<void()> hook) { before("apply_plan", std::move(hook)); }
  /// Called when an `apply_plan` or `apply_undo` is committed: throws what a caller gets that never learns of
  /// the commit.
  void after_commit(std::function<void()> hook) { after_commit_ = std::move(hook); }

  /// As a store on a server says. A renewal would still wait for a transaction, so a hook has to throw.
  void make_renewable_while_writing() { renewable_while_writing_ = true; }

  void migrate() override { real("migrate").migrate(); }

  std::optional<Connection> load_connection(const std::string& company_id) override {
    return real("load_connection").load_connection(company_id);
  }
  std::optional<std::int64_t> save_connection(const Connection& connection,
                                              std::int64_t expected_revision) override {
    return real("save_connection").save_connection(connection, expected_revision);
  }
  std::vector<std::string> companies_of_account(const std::string& account_id,
                                                const std::string& but_company_id) override {
    return real("companies_of_account").companies_of_account(account_id, but_company_id);
  }

  std::vector<CompanyState> company_states(host_sdk::Timestamp now) override {
    return real("company_states").company_states(now);
  }
  [[nodiscard]] host_sdk::sql::PoolState sessions() const override { return store_->sessions(); }

  std::optional<SavedSettings> load_settings(const std::string& company_id) override {
    return real("load_settings").load_settings(company_id);
  }
  std::optional<std::int64_t> save_settings(const std::string& company_id, const SavedSettings& settings,
                                            std::int64_t expected_revision) override {
    return real("save_settings").save_settings(company_id, settings, expected_revision);
  }
  std::optional<std::int64_t> save_all_settings(const std::string& company_id, const SavedSettings& settings,
                                                const std::vector<Exclusion>& exclusions,
                                                const std::optional<FieldMapping>& fields,
                                                const FormValues& schedule,
                                                std::int64_t expected_revision) override {
    return real("save_all_settings")
        .save_all_settings(company_id, settings, exclusions, fields, schedule, expected_revision);
  }
  void keep_schedule(const std::string& company_id, const FormValues& schedule, const std::string& saved_by,
                     host_sdk::Timestamp now) override {
    real("keep_schedule").keep_schedule(company_id, schedule, saved_by, now);
  }
  std::vector<SettingsVersion> settings_versions(const std::string& company_id, std::int64_t before,
                                                 int limit) override {
    return real("settings_versions").settings_versions(company_id, before, limit);
  }
  std::int64_t count_settings_versions(const std::string& company_id) override {
    return real("count_settings_versions").count_settings_versions(company_id);
  }

  FieldMapping field_mapping(const std::string& company_id) override {
    return real("field_mapping").field_mapping(company_id);
  }
  bool save_field_mapping(const std::string& company_id, const FieldMapping& mapping,
                          const std::string& saved_by, host_sdk::Timestamp now) override {
    return real("save_field_mapping").save_field_mapping(company_id, mapping, saved_by, now);
  }
  CustomAttributesSeen custom_attributes_seen(const std::string& company_id) override {
    return real("custom_attributes_seen").custom_attributes_seen(company_id);
  }

  std::vector<Exclusion> exclusions(const std::string& company_id) override {
    return real("exclusions").exclusions(company_id);
  }
  std::vector<RemovedExclusion> removed_exclusions(const std::string& company_id) override {
    return real("removed_exclusions").removed_exclusions(company_id);
  }
  Saved add_exclusions(const std::string& company_id, const std::vector<Exclusion>& rules) override {
    return real("add_exclusions").add_exclusions(company_id, rules);
  }
  std::optional<Exclusion> remove_exclusion(const std::string& company_id, const std::string& key,
                                            const std::string& removed_by, host_sdk::Timestamp now) override {
    return real("remove_exclusion").remove_exclusion(company_id, key, removed_by, now);
  }

  bool acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                     host_sdk::Timestamp now, std::chrono::seconds lifetime) override {
    return real("acquire_lease").acquire_lease(company_id, holder, run_id, now, lifetime);
  }
  LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder, host_sdk::Timestamp now,
                          std::chrono::seconds lifetime) override {
    return real("renew_lease").renew_lease(company_id, holder, now, lifetime);
  }
  [[nodiscard]] bool renewable_while_writing() const override { return renewable_while_writing_; }
  void release_lease(const std::string& company_id, const std::string& holder) override {
    real("release_lease").release_lease(company_id, holder);
  }
  std::optional<LeaseHolder> lease(const std::string& company_id, host_sdk::Timestamp now) override {
    return real("lease").lease(company_id, now);
  }
  void shorten_lease(const std::string& company_id, const std::string& holder,
                     host_sdk::Timestamp expires_at) override {
    real("shorten_lease").shorten_lease(company_id, holder, expires_at);
  }
  std::vector<RefusedRow> refused_rows(const Run& run, const plan::Plan& plan) override {
    return real("refused_rows").refused_rows(run, plan);
  }
  bool request_cancel(const std::string& company_id) override {
    return real("request_cancel").request_cancel(company_id);
  }

  std::int64_t start_run(const Run& run) override { return real("start_run").start_run(run); }
  void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) override {
    real("save_progress").save_progress(run_id, progress);
  }
  bool finish_run(const Run& run) override { return real("finish_run").finish_run(run); }
  std::optional<Run> load_run(std::int64_t run_id) override { return real("load_run").load_run(run_id); }
  std::vector<Run> list_runs(const std::string& company_id, std::int64_t before_run_id, int limit) override {
    return real("list_runs").list_runs(company_id, before_run_id, limit);
  }
  void finish_preview(const Run& run, const plan::LazyList<plan::PersonChange>& changes) override {
    real("finish_preview").finish_preview(run, changes);
  }
  std::optional<Run> load_preview(const std::string& company_id) override {
    return real("load_preview").load_preview(company_id);
  }
  std::vector<plan::PersonChange> run_changes(std::int64_t run_id, const std::vector<plan::ChangeKind>& kinds,
                                              std::int64_t after, int limit) override {
    return real("run_changes").run_changes(run_id, kinds, after, limit);
  }
  std::vector<RecordedChange> person_changes(const std::string& company_id, const PersonKey& person,
                                             const std::optional<ChangePlace>& before, int limit) override {
    return real("person_changes").person_changes(company_id, person, before, limit);
  }
  std::map<plan::ChangeKind, std::int64_t> count_changes(std::int64_t run_id) override {
    return real("count_changes").count_changes(run_id);
  }
  FoundChanges find_changes(const ChangeQuery& query) override {
    return real("find_changes").find_changes(query);
  }
  void mark_interrupted_runs(const std::string& company_id, host_sdk::Timestamp now) override {
    real("mark_interrupted_runs").mark_interrupted_runs(company_id, now);
  }
  bool delete_old_runs(const std::string& company_id, host_sdk::Timestamp now,
                       host_sdk::Timestamp keep_since) override {
    return real("delete_old_runs").delete_old_runs(company_id, now, keep_since);
  }

  plan::StoredState load_state(const std::string& company_id, host_sdk::Timestamp since, plan::PersonIds& ids,
                               const Interruption& interruption) override {
    return real("load_state").load_state(company_id, since, ids, interruption);
  }
  plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                               const Interruption& interruption) override {
    return real("look_up").look_up(company_id, query, interruption);
  }
  void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override {
    real("apply_plan").apply_plan(finished_run, plan, lease_holder, lease_lifetime, checkpoint);
    if (after_commit_) after_commit_();
  }

  std::optional<StoredPerson> find_person(const std::string& company_id, const PersonKey& key) override {
    return real("find_person").find_person(company_id, key);
  }
  std::vector<plan::SourceGroup> source_groups(const std::string& company_id) override {
    return real("source_groups").source_groups(company_id);
  }
  std::vector<plan::SourceName> source_names(const std::string& company_id,
                                             const std::vector<std::string>& ids) override {
    return real("source_names").source_names(company_id, ids);
  }
  Holdings holdings(const std::string& company_id) override { return real("holdings").holdings(company_id); }
  Holdings unlink(const Run& finished_run, UnlinkedRows rows, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint,
                  const DescribeUnlink& describe) override {
    return real("unlink").unlink(finished_run, rows, lease_holder, lease_lifetime, checkpoint, describe);
  }

  std::optional<UnlinkedConnection> unlinked_connection(std::int64_t run_id) override {
    return real("unlinked_connection").unlinked_connection(run_id);
  }
  bool unlinked_since(const std::string& company_id, std::int64_t run_id) override {
    return real("unlinked_since").unlinked_since(company_id, run_id);
  }
  plan::UndoState load_undo(const Run& run, const Interruption& interruption) override {
    return real("load_undo").load_undo(run, interruption);
  }
  void apply_undo(const Run& finished_run, const Run& undone_run, const plan::UndoState& state,
                  const plan::UndoPlan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override {
    real("apply_undo")
        .apply_undo(finished_run, undone_run, state, plan, lease_holder, lease_lifetime, checkpoint);
    if (after_commit_) after_commit_();
  }
  std::vector<RefusedRow> refused_undo_rows(const Run& run, const Run& undone_run,
                                            const plan::UndoState& state,
                                            const plan::UndoPlan& plan) override {
    return real("refused_undo_rows").refused_undo_rows(run, undone_run, state, plan);
  }

  std::vector<plan::SourceName> replaced_groups(const std::string& company_id) override {
    return real("replaced_groups").replaced_groups(company_id);
  }
  Answer use_new_group(const std::string& company_id, const std::string& group_id,
                       const std::string& saved_by, host_sdk::Timestamp now) override {
    return real("use_new_group").use_new_group(company_id, group_id, saved_by, now);
  }

  std::vector<TargetGroupOption> find_target_groups(const std::string& company_id, const std::string& query,
                                                    const std::string& after_name_key, int limit) override {
    return real("find_target_groups").find_target_groups(company_id, query, after_name_key, limit);
  }
  std::optional<TargetGroupOption> target_group(const std::string& company_id, std::int64_t id) override {
    return real("target_group").target_group(company_id, id);
  }
  std::optional<TargetGroupOption> target_group_by_name(const std::string& company_id,
                                                        const std::string& name_key) override {
    return real("target_group_by_name").target_group_by_name(company_id, name_key);
  }
  std::vector<plan::HeldRemoval> held_removals(const std::string& company_id, std::int64_t after,
                                               int limit) override {
    return real("held_removals").held_removals(company_id, after, limit);
  }
  std::vector<host_sdk::NamedCount> held_reasons(const std::string& company_id) override {
    return real("held_reasons").held_reasons(company_id);
  }
  std::vector<plan::GroupLink> group_links(const std::string& company_id) override {
    return real("group_links").group_links(company_id);
  }
  std::vector<NamedPerson> find_people(const std::string& company_id, const std::string& text,
                                       int limit) override {
    return real("find_people").find_people(company_id, text, limit);
  }
  FoundRemovals find_held_removals(const std::string& company_id, const RemovalQuery& query) override {
    return real("find_held_removals").find_held_removals(company_id, query);
  }
  std::int64_t count_held_removals(const std::string& company_id) override {
    return real("count_held_removals").count_held_removals(company_id);
  }
  std::vector<plan::HeldRemoval> dismissed_removals(const std::string& company_id, std::int64_t after,
                                                    int limit) override {
    return real("dismissed_removals").dismissed_removals(company_id, after, limit);
  }

 private:
  /// The store behind this one, after the hook of that call.
  Store& real(const std::string& call);
  /// Changes the host's tables without counting the rows as written by the store.
  void change(const std::function<void(HostTables&)>& work);

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  mutable std::mutex mutex_;
  mutable HostTables tables_;
  std::int64_t rows_of_test_ = 0;
  std::map<std::string, std::function<void()>> before_;
  std::function<void()> after_commit_;
  bool renewable_while_writing_ = false;
};

}  // namespace gup::testing
