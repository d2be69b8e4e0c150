// The real store over an SQLite file of its own, with faults that a test injects.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "database/sql_store.hpp"
#include "host_rows.hpp"
#include "host_tables.hpp"
#include "temporary_folder.hpp"

namespace gup::testing {

/// A new SQLite file, which outlives the store over it.
class TestDatabase {
 public:
  TestDatabase();
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_;
};

/// A store with a database of its own, in which the host's tables and the plugin's exist and are empty.
/// Creating one is cheap: it copies a template. Thread-safe, except for setting hooks.
class TestStore final : private TestDatabase, public SqlStore {
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

  /// The calls that a test can come before.
  enum class Call : std::uint8_t {
    save_connection,
    connect,
    replace_secret,
    company_states,
    renew_lease,
    save_progress,
    look_up,
    apply_plan,
    unlink,
    load_undo,
    apply_undo,
  };
  // Faults. A hook may change rows, or throw in place of the store.
  /// Called before every such call; without a function: no longer.
  void before(Call call, std::function<void()> hook) { before_[call] = std::move(hook); }
  void before_apply(std::function<void()> hook) { before(Call::apply_plan, std::move(hook)); }
  /// Called when an `apply_plan` or `apply_undo` is committed: throws what a caller gets that never learns of
  /// the commit.
  void after_commit(std::function<void()> hook) { after_commit_ = std::move(hook); }
  /// Called after the next `save_connection`, once: for what another caller does then.
  void after_save(std::function<void()> hook) { after_save_ = std::move(hook); }

  /// As a store on a server says. A renewal would still wait for a transaction, so a hook has to throw.
  void make_renewable_while_writing() { renewable_while_writing_ = true; }
  [[nodiscard]] bool renewable_while_writing() const override { return renewable_while_writing_; }

  std::optional<std::int64_t> save_connection(const Connection& connection,
                                              std::int64_t expected_revision) override {
    call(Call::save_connection);
    const auto revision = SqlStore::save_connection(connection, expected_revision);
    if (const auto hook = std::exchange(after_save_, nullptr)) hook();
    return revision;
  }
  std::optional<std::int64_t> connect(const Connection& connection, std::int64_t expected_revision,
                                      const std::string& secret_name) override {
    call(Call::connect);
    return SqlStore::connect(connection, expected_revision, secret_name);
  }
  bool replace_secret(const std::string& company_id, const std::string& former,
                      const std::string& replacement) override {
    call(Call::replace_secret);
    return SqlStore::replace_secret(company_id, former, replacement);
  }
  std::vector<CompanyState> company_states(host_sdk::Timestamp now) override {
    call(Call::company_states);
    return SqlStore::company_states(now);
  }
  LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder, host_sdk::Timestamp now,
                          std::chrono::seconds lifetime) override {
    call(Call::renew_lease);
    return SqlStore::renew_lease(company_id, holder, now, lifetime);
  }
  void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) override {
    call(Call::save_progress);
    SqlStore::save_progress(run_id, progress);
  }
  plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                               const Interruption& interruption) override {
    call(Call::look_up);
    return SqlStore::look_up(company_id, query, interruption);
  }
  void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override {
    call(Call::apply_plan);
    SqlStore::apply_plan(finished_run, plan, lease_holder, lease_lifetime, checkpoint);
    if (after_commit_) after_commit_();
  }
  Holdings unlink(const Run& finished_run, UnlinkedRows rows, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint,
                  const DescribeUnlink& describe) override {
    call(Call::unlink);
    return SqlStore::unlink(finished_run, rows, lease_holder, lease_lifetime, checkpoint, describe);
  }
  plan::UndoState load_undo(const Run& run, const Interruption& interruption) override {
    call(Call::load_undo);
    return SqlStore::load_undo(run, interruption);
  }
  void apply_undo(const Run& finished_run, const Run& undone_run, const plan::UndoState& state,
                  const plan::UndoPlan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override {
    call(Call::apply_undo);
    SqlStore::apply_undo(finished_run, undone_run, state, plan, lease_holder, lease_lifetime, checkpoint);
    if (after_commit_) after_commit_();
  }

 private:
  void call(Call name) {
    if (const auto hook = before_.find(name); hook != before_.end() && hook->second) hook->second();
  }
  /// Changes the host's tables without counting the rows as written by the store.
  void change(const std::function<void(HostTables&)>& work);

  mutable std::mutex mutex_;
  mutable HostTables tables_;
  std::int64_t rows_of_test_ = 0;
  std::map<Call, std::function<void()>> before_;
  std::function<void()> after_commit_;
  std::function<void()> after_save_;
  bool renewable_while_writing_ = false;
};

}  // namespace gup::testing
