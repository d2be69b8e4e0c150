// What the plugin keeps, as questions and orders. The seam between the database and the rest of the plugin:
// the SOCI store and the in-memory fake pass the same contract suite.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/records.hpp"
#include "host_sdk/services/database.hpp"
#include "model/sync_settings.hpp"
#include "plan/plan.hpp"
#include "plan/state/stored_state.hpp"

namespace gup {

/// The state that a plan was made from is no longer the state of the database: load it and plan again.
class StateMoved : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Called between the steps of a long transaction; throws to roll it back (a cancel). May be empty.
using Checkpoint = std::function<void(std::int64_t rows_done, std::int64_t rows_total)>;

/// Called again and again while much is read; throws to give the reading up (a cancel). May be empty.
using Interruption = std::function<void()>;

/// Thread-safe: every call takes a session of its own from a bounded pool. Errors: throws `gup::Failure`
/// (`try_again` when the database cannot be reached or is too busy, `operator_action` for a schema that is
/// newer than the code or a refused statement). Messages never hold the connection string.
class Store {
 public:
  virtual ~Store() = default;

  /// Creates or brings up the plugin's own tables. Safe when two processes do it at once.
  virtual void migrate() = 0;

  // Connections
  // ------------------------------------------------------------------------------------------------
  virtual std::optional<Connection> load_connection(const std::string& company_id) = 0;
  /// Saves over `expected_revision` (0: the company has no connection yet) and returns the new revision;
  /// nothing if the connection was saved or removed meanwhile. `connection.revision` is ignored.
  [[nodiscard]] virtual std::optional<std::int64_t> save_connection(const Connection& connection,
                                                                    std::int64_t expected_revision) = 0;
  /// Companies other than `company_id` that are connected by the same Google account.
  virtual std::vector<std::string> companies_of_account(const std::string& account_id,
                                                        const std::string& but_company_id) = 0;

  // Settings
  // ---------------------------------------------------------------------------------------------------
  /// Without what stays the deployment's (`with_deployment`), which is not kept.
  virtual std::optional<SavedSettings> load_settings(const std::string& company_id) = 0;
  /// Saves over `expected_revision` (0: there are none yet) and returns the new revision; nothing when
  /// somebody saved in between.
  virtual std::optional<std::int64_t> save_settings(const std::string& company_id,
                                                    const SavedSettings& settings,
                                                    std::int64_t expected_revision) = 0;

  // The lease
  // --------------------------------------------------------------------------------------------------
  /// Takes the company's lease until `now + lifetime` unless a live holder has it. True if `holder` has it
  /// now. A holder is dead when its time has passed, or when it was a process of this machine that no longer
  /// lives.
  virtual bool acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                             host_sdk::Timestamp now, std::chrono::seconds lifetime) = 0;
  virtual LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder,
                                  host_sdk::Timestamp now, std::chrono::seconds lifetime) = 0;
  virtual void release_lease(const std::string& company_id, const std::string& holder) = 0;
  /// The live holder, if there is one.
  virtual std::optional<LeaseHolder> lease(const std::string& company_id, host_sdk::Timestamp now) = 0;
  /// Asks the present holder to stop; false if nobody holds the lease.
  virtual bool request_cancel(const std::string& company_id) = 0;

  // Runs
  // -------------------------------------------------------------------------------------------------------
  /// Stores a new run and gives it an id (> 0, ascending).
  virtual std::int64_t start_run(const Run& run) = 0;
  virtual void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) = 0;
  /// Stores how a run ended that did not reach `apply_plan`. False, and nothing stored, for a run that has
  /// ended already: a transaction can be committed and its answer be lost.
  [[nodiscard]] virtual bool finish_run(const Run& run) = 0;
  virtual std::optional<Run> load_run(std::int64_t run_id) = 0;
  /// Newest first, started before `before_run_id` (0: from the newest), at most `limit`.
  virtual std::vector<Run> list_runs(const std::string& company_id, std::int64_t before_run_id,
                                     int limit) = 0;
  /// A run's people of those kinds (`kinds` empty: all) in stored order, after the first `after` of them, at
  /// most `limit`.
  virtual std::vector<plan::PersonChange> run_changes(std::int64_t run_id,
                                                      const std::vector<plan::ChangeKind>& kinds,
                                                      std::int64_t after, int limit) = 0;
  /// Marks runs that still stand as running although their holder is dead as failed ("was interrupted"), and
  /// forgets runs that started before `keep_since`.
  virtual void tidy_runs(const std::string& company_id, host_sdk::Timestamp now,
                         host_sdk::Timestamp keep_since) = 0;

  // Planning and applying
  // --------------------------------------------------------------------------------------
  /// The stored state, read in one consistent snapshot, with people under their numbers in `ids`. `since`:
  /// the start of the removal limit's time.
  virtual plan::StoredState load_state(const std::string& company_id, host_sdk::Timestamp since,
                                       plan::PersonIds& ids, const Interruption& interruption) = 0;
  virtual plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                                       const Interruption& interruption) = 0;
  /// Applies the plan, the run's changes and the run's end in one transaction that starts by renewing the
  /// lease. Throws `StateMoved` when rows changed since the plan was made, `Failure` when the lease was lost,
  /// `Cancelled` when another process asked for the end. Every row written gets the run's `finished_at` as
  /// its `updated_at`, and so do the links. `checkpoint` must not call this store: on SQLite it would wait
  /// for itself.
  virtual void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) = 0;

  // Unlink
  // -----------------------------------------------------------------------------------------------------
  /// What unlink will take away, for the page.
  struct Holdings {
    /// Target users that we created (deleted by unlink) and that we adopted (released).
    std::int64_t created_users = 0;
    std::int64_t adopted_users = 0;
    std::int64_t groups = 0;
    /// All target users of the company, by whomever.
    std::int64_t all_users = 0;
  };
  virtual Holdings holdings(const std::string& company_id) = 0;
  /// Deletes the users and groups that we created and every membership that we made, releases the adopted
  /// users with the status they had at adoption, forgets links, sources, held removals, settings and
  /// connection, in one transaction that starts by renewing the lease and ends with `finished_run`. Returns
  /// what it took away.
  virtual Holdings unlink(const Run& finished_run, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) = 0;

  // The host's tables, read for the page
  // -----------------------------------------------------------------------
  struct TargetGroupOption {
    std::int64_t id = 0;
    std::string name;
    std::int64_t members = 0;
    bool managed = false;
  };
  /// Target groups whose name contains `query` (compared folded), by name, after `after_name_key`, at most
  /// `limit`.
  virtual std::vector<TargetGroupOption> find_target_groups(const std::string& company_id,
                                                            const std::string& query,
                                                            const std::string& after_name_key, int limit) = 0;
  virtual std::optional<TargetGroupOption> target_group(const std::string& company_id, std::int64_t id) = 0;
  virtual std::optional<TargetGroupOption> target_group_by_name(const std::string& company_id,
                                                                const std::string& name_key) = 0;
  /// In the order of the user ids, after that of `after` (0: from the first), at most `limit`.
  virtual std::vector<plan::HeldRemoval> held_removals(const std::string& company_id, std::int64_t after,
                                                       int limit) = 0;
};

/// Opens the store of the host's database through SOCI. At most `sessions` sessions at a time.
[[nodiscard]] std::unique_ptr<Store> open_store(const host_sdk::Database& database, int sessions);

}  // namespace gup
