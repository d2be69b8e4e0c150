// The store in memory, for tests of what uses one. It passes the same contract suite as the real ones.
#pragma once

#include <functional>
#include <mutex>

#include "fake_data.hpp"

namespace gup::testing {

/// Thread-safe: writers take turns, and readers see what the last finished writer left.
class FakeStore final : public Store {
 public:
  // What a test does to the host's tables, as an administrator would.
  void put_user(const HostUser& user);
  void erase_user(std::int64_t id);
  void put_group(const HostGroup& group);
  void erase_group(std::int64_t id);
  void put_member(const HostMember& member);
  [[nodiscard]] std::vector<HostUser> users(const std::string& company_id) const;
  [[nodiscard]] std::vector<HostGroup> groups(const std::string& company_id) const;
  [[nodiscard]] std::vector<HostMember> members() const;
  /// Rows of the host's tables and of the links that the store has written so far.
  [[nodiscard]] std::int64_t row_writes() const;
  /// Called at the start of every `apply_plan`: may change rows, or throw what the store then throws.
  void before_apply(std::function<void()> hook) { before_apply_ = std::move(hook); }
  /// Called when an `apply_plan` is committed: may throw what a store throws that never hears so.
  void after_commit(std::function<void()> hook) { after_commit_ = std::move(hook); }

  void migrate() override {}

  std::optional<Connection> load_connection(const std::string& company_id) override;
  std::optional<std::int64_t> save_connection(const Connection& connection,
                                              std::int64_t expected_revision) override;
  std::vector<std::string> companies_of_account(const std::string& account_id,
                                                const std::string& but_company_id) override;

  std::optional<SavedSettings> load_settings(const std::string& company_id) override;
  std::optional<std::int64_t> save_settings(const std::string& company_id, const SavedSettings& settings,
                                            std::int64_t expected_revision) override;

  bool acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                     host_sdk::Timestamp now, std::chrono::seconds lifetime) override;
  LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder, host_sdk::Timestamp now,
                          std::chrono::seconds lifetime) override;
  void release_lease(const std::string& company_id, const std::string& holder) override;
  std::optional<LeaseHolder> lease(const std::string& company_id, host_sdk::Timestamp now) override;
  bool request_cancel(const std::string& company_id) override;

  std::int64_t start_run(const Run& run) override;
  void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) override;
  bool finish_run(const Run& run) override;
  std::optional<Run> load_run(std::int64_t run_id) override;
  std::vector<Run> list_runs(const std::string& company_id, std::int64_t before_run_id, int limit) override;
  std::vector<plan::PersonChange> run_changes(std::int64_t run_id, const std::vector<plan::ChangeKind>& kinds,
                                              std::int64_t after, int limit) override;
  void tidy_runs(const std::string& company_id, host_sdk::Timestamp now,
                 host_sdk::Timestamp keep_since) override;

  plan::StoredState load_state(const std::string& company_id, host_sdk::Timestamp since, plan::PersonIds& ids,
                               const Interruption& interruption) override;
  plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                               const Interruption& interruption) override;
  void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override;

  Holdings holdings(const std::string& company_id) override;
  Holdings unlink(const Run& finished_run, const std::string& lease_holder,
                  std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) override;

  std::vector<TargetGroupOption> find_target_groups(const std::string& company_id, const std::string& query,
                                                    const std::string& after_name_key, int limit) override;
  std::optional<TargetGroupOption> target_group(const std::string& company_id, std::int64_t id) override;
  std::optional<TargetGroupOption> target_group_by_name(const std::string& company_id,
                                                        const std::string& name_key) override;
  std::vector<plan::HeldRemoval> held_removals(const std::string& company_id, std::int64_t after,
                                               int limit) override;

 private:
  [[nodiscard]] FakeData snapshot() const {
    const std::lock_guard lock(data_mutex_);
    return data_;
  }

  /// Runs `work(copy)` while no other writer does; what it throws leaves everything as it was.
  template <typename Work>
  auto write(const Work& work) {
    const std::lock_guard turn(write_mutex_);
    FakeData copy = snapshot();
    if constexpr (std::is_void_v<decltype(work(copy))>) {
      work(copy);
      put_back(std::move(copy));
    } else {
      auto result = work(copy);
      put_back(std::move(copy));
      return result;
    }
  }
  void put_back(FakeData data) {
    const std::lock_guard lock(data_mutex_);
    data_ = std::move(data);
  }

  std::mutex write_mutex_;
  mutable std::mutex data_mutex_;
  FakeData data_;
  std::function<void()> before_apply_;
  std::function<void()> after_commit_;
};

}  // namespace gup::testing
