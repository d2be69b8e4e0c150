// What the plugin stores, as one interface for each topic. The boundary between the database and the rest of
// the plugin; one contract test suite runs on each database.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "database/read_stores.hpp"
#include "database/records.hpp"
#include "failure.hpp"
#include "host_sdk/sql/pool_state.hpp"
#include "model/settings/setting_names.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/plan.hpp"
#include "plan/state/stored_state.hpp"
#include "plan/state/target_user_rows.hpp"
#include "plan/undo/undo_plan.hpp"

namespace gup {

/// Called between the steps of a long transaction; throws to cancel it and roll back. May be empty.
using Checkpoint = std::function<void(std::int64_t rows_done, std::int64_t rows_total)>;

/// Polled during long reads; throws to cancel. May be empty.
using Interruption = std::function<void()>;

// Every function of the interfaces below is thread-safe: it takes a session of its own from a bounded pool.
// Errors: `gup::Failure`, `try_again` when the database cannot be reached or is too busy, `operator_action`
// for every other database error. Messages contain no part of the connection string.

class ConnectionStore {
 public:
  virtual ~ConnectionStore() = default;
  virtual std::optional<Connection> load_connection(const std::string& company_id) = 0;
  /// Saves over `expected_revision` (0: the company has no connection yet) and returns the new revision;
  /// nothing if the connection was saved or removed meanwhile. Ignores `connection.revision` and
  /// `connection.secret_name`.
  [[nodiscard]] virtual std::optional<std::int64_t> save_connection(const Connection& connection,
                                                                    std::int64_t expected_revision) = 0;

  // The names of tokens and keys, which the host's secret store has no list of. A name is reserved before
  // the secret is stored under it, and listed until the secret is in use or erased.

  /// Reserves a name that was never used, for a secret of that Google account, until `reserved_until`.
  virtual std::string reserve_secret(const std::string& company_id, const std::string& account_id,
                                     host_sdk::Timestamp reserved_until) = 0;
  /// The same as `save_connection`, but in the same transaction the connection gets the reserved secret, and
  /// its former one is unused. Also nothing if the name is no longer reserved.
  [[nodiscard]] virtual std::optional<std::int64_t> connect(const Connection& connection,
                                                            std::int64_t expected_revision,
                                                            const std::string& secret_name) = 0;
  /// Gives the connection the reserved secret `replacement` in place of `former`, which is unused then. The
  /// revision stays. False if the connection has another secret, is not in use, or `replacement` is no
  /// longer reserved.
  [[nodiscard]] virtual bool replace_secret(const std::string& company_id, const std::string& former,
                                            const std::string& replacement) = 0;
  /// Ends the reservation of a name: its secret is unused. Only by the caller that reserved the name.
  virtual void release_secret(const std::string& company_id, const std::string& name) = 0;
  /// Ends all reservations that end at or before `reserved_until`.
  virtual void release_secrets(const std::string& company_id, host_sdk::Timestamp reserved_until) = 0;
  /// The secrets that no connection uses and no connect can put to use: to be erased.
  virtual std::vector<UnusedSecret> unused_secrets(const std::string& company_id) = 0;
  /// Removes the name of an erased secret. A name whose reservation was ended early stays until then, because
  /// the process that reserved it may still store a secret.
  virtual void forget_secret(const std::string& company_id, const std::string& name,
                             host_sdk::Timestamp now) = 0;
  /// Companies other than `but_company_id` that are connected by the same Google account.
  virtual std::vector<std::string> companies_of_account(const std::string& account_id,
                                                        const std::string& but_company_id) = 0;
};

class SettingsStore {
 public:
  virtual ~SettingsStore() = default;
  /// Omits the settings that only the operator can change (`with_deployment`): they are not stored.
  virtual std::optional<SavedSettings> load_settings(const std::string& company_id) = 0;
  /// Saves over `expected_revision` (0: nothing is saved yet) and returns the new revision; nullopt when
  /// someone else saved meanwhile.
  virtual std::optional<std::int64_t> save_settings(const std::string& company_id,
                                                    const SavedSettings& settings,
                                                    std::int64_t expected_revision) = 0;
  /// The same, and replaces all exclusions and, if they are given, where the fields come from. Rules that the
  /// company has already keep their author and time, unless they differ. The version gets `schedule`.
  virtual std::optional<std::int64_t> save_all_settings(const std::string& company_id,
                                                        const SavedSettings& settings,
                                                        const std::vector<Exclusion>& exclusions,
                                                        const std::optional<FieldMapping>& fields,
                                                        const FormValues& schedule,
                                                        std::int64_t expected_revision) = 0;
  /// Puts the schedule, which the host keeps, into the newest version. Makes a version if that has another
  /// schedule. Later versions get the same schedule. Does nothing before the first save of the settings.
  virtual void keep_schedule(const std::string& company_id, const FormValues& schedule,
                             const std::string& saved_by, host_sdk::Timestamp now) = 0;
  /// The settings as they were saved, newest first, below the version `before`. The last 100 of a year are
  /// kept until an unlink.
  virtual std::vector<SettingsVersion> settings_versions(const std::string& company_id, std::int64_t before,
                                                         int limit) = 0;
  virtual std::int64_t count_settings_versions(const std::string& company_id) = 0;
};

class ExclusionStore {
 public:
  virtual ~ExclusionStore() = default;
  /// The company's rules by kind and value; includes the rule that every company has from the start, unless
  /// someone removed it.
  virtual std::vector<Exclusion> exclusions(const std::string& company_id) = 0;
  /// Newest first. Kept as long as the history of runs.
  virtual std::vector<RemovedExclusion> removed_exclusions(const std::string& company_id) = 0;

  struct Saved {
    std::size_t added = 0;
    /// Existing rules that got another reason.
    std::size_t changed = 0;
    /// More than `kMostExclusions`; then nothing was saved.
    bool too_many = false;
  };
  // Each change gives saved settings a new revision, so that previews with other rules are void.

  /// All or none. The rules have the form of `clean_exclusion`, and the same author and time.
  virtual Saved add_exclusions(const std::string& company_id, const std::vector<Exclusion>& rules) = 0;
  /// Removes the rule with this `exclusion_key` and returns it; nullopt if there is none.
  virtual std::optional<Exclusion> remove_exclusion(const std::string& company_id, const std::string& key,
                                                    const std::string& removed_by,
                                                    host_sdk::Timestamp now) = 0;
};

class FieldStore {
 public:
  virtual ~FieldStore() = default;
  /// Where the fields of the company's target users come from.
  virtual FieldMapping field_mapping(const std::string& company_id) = 0;
  /// Gives saved settings a new revision. False if the mapping was the same before.
  virtual bool save_field_mapping(const std::string& company_id, const FieldMapping& mapping,
                                  const std::string& saved_by, host_sdk::Timestamp now) = 0;
  /// What the last sync that was applied found out.
  virtual CustomAttributesSeen custom_attributes_seen(const std::string& company_id) = 0;
};

/// No lease is granted for longer, not even to a large transaction: one that ends later was stored while a
/// clock was wrong.
inline constexpr std::chrono::hours kLongestLease{1};

class LeaseStore {
 public:
  virtual ~LeaseStore() = default;
  /// Takes the company's lease until `now + lifetime` unless a live holder has it; true if `holder` has it
  /// now. A holder is dead after its expiry, or when it was a process of this machine that has ended.
  virtual bool acquire_lease(const std::string& company_id, const std::string& holder, std::int64_t run_id,
                             host_sdk::Timestamp now, std::chrono::seconds lifetime) = 0;
  virtual LeaseAnswer renew_lease(const std::string& company_id, const std::string& holder,
                                  host_sdk::Timestamp now, std::chrono::seconds lifetime) = 0;
  /// Whether others see a renewal while a transaction writes: not on SQLite, where one transaction writes at
  /// a time and a call would wait for it.
  [[nodiscard]] virtual bool renewable_while_writing() const = 0;
  virtual void release_lease(const std::string& company_id, const std::string& holder) = 0;
  /// The live holder, if there is one.
  virtual std::optional<LeaseHolder> lease(const std::string& company_id, host_sdk::Timestamp now) = 0;
  /// Lets a lease of `holder` that ends later end at `expires_at`; a holder that lives renews it.
  virtual void shorten_lease(const std::string& company_id, const std::string& holder,
                             host_sdk::Timestamp expires_at) = 0;
  /// Asks the current holder to stop; false if the lease is free.
  virtual bool request_cancel(const std::string& company_id) = 0;
};

/// A row of the host's tables that the database refuses to write or to delete: because of a CHECK, a trigger,
/// or a key of the host.
struct RefusedRow {
  enum class Table : std::uint8_t { target_users, target_groups, memberships };
  Table table = Table::target_users;
  /// Google's id of the person, or the source id of the target group. Empty for a member who has none.
  std::string external_id;
  /// The person's address; of a target group: its name.
  std::string email;
  /// The database's own sentence.
  std::string reason;
  /// Set for a membership, for a row that the plan inserts, and for each row of an unlink or undo; else 0.
  std::int64_t user_id = 0;
  std::int64_t group_id = 0;
  /// Only set for a membership.
  std::string group_name;
  /// Only set for a membership in a target group that the plan inserts.
  std::string group_source_id;
};

/// The life of a run.
class RunStore {
 public:
  virtual ~RunStore() = default;
  /// Stores a new run and returns its id (> 0, ascending).
  virtual std::int64_t start_run(const Run& run) = 0;
  virtual void save_progress(std::int64_t run_id, const host_sdk::Progress& progress) = 0;
  /// Stores the end of a run that did not reach `apply_plan`. False, and nothing stored, for a run that has
  /// ended already: a transaction may be committed although its answer was lost.
  [[nodiscard]] virtual bool finish_run(const Run& run) = 0;
  /// Stores the end of a preview with its changes, and deletes the company's earlier previews.
  virtual void finish_preview(const Run& run, const plan::LazyList<plan::PersonChange>& changes) = 0;
  /// Marks running runs whose holder is dead as failed ("was interrupted").
  virtual void mark_interrupted_runs(const std::string& company_id, host_sdk::Timestamp now) = 0;
  /// Deletes a part of the runs that started before `keep_since`, and of what unlinks kept that can no longer
  /// be undone, in one short transaction: about 5,000 rows. False if nothing is left to delete.
  virtual bool delete_old_runs(const std::string& company_id, host_sdk::Timestamp now,
                               host_sdk::Timestamp keep_since) = 0;
};

/// The state that a plan is made from, and the transactions that change it.
class PlanStore {
 public:
  virtual ~PlanStore() = default;
  /// The stored state in one snapshot; adds people to `ids`. `since`: the start of the removal limit's
  /// window.
  virtual plan::StoredState load_state(const std::string& company_id, host_sdk::Timestamp since,
                                       plan::PersonIds& ids, const Interruption& interruption) = 0;
  virtual plan::TargetUserRows look_up(const std::string& company_id, const plan::RowQuery& query,
                                       const Interruption& interruption) = 0;
  /// Applies the plan, stores the run's changes and ends the run, in one transaction that commits only if
  /// `lease_holder` still has the lease. Renews the lease first; on SQLite, for as long as that many rows may
  /// take. Throws `StateMoved` when rows changed since the plan was made, `Failure` when the lease was
  /// lost, `Cancelled` when another process asked this run to stop. Every row written, and its link, gets the
  /// run's `finished_at` as `updated_at`. `checkpoint` must not call this store: on SQLite it would deadlock.
  virtual void apply_plan(const Run& finished_run, const plan::Plan& plan, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) = 0;
  /// The rows that made a failed plan fail; changes nothing. Errors: `StateMoved` as `apply_plan`, `Failure`
  /// with the first names if there are more than 100.
  virtual std::vector<RefusedRow> refused_rows(const Run& run, const plan::Plan& plan) = 0;

  /// What unlink removes, for the page.
  struct Holdings {
    /// Target users that the plugin created (deleted by unlink) and adopted (released).
    std::int64_t created_users = 0;
    std::int64_t adopted_users = 0;
    std::int64_t groups = 0;
    /// All target users of the company, from every provider.
    std::int64_t all_users = 0;
    /// The rows that an unlink left as they are, because the database refused to change them.
    std::vector<RefusedRow> refused = {};
  };
  virtual Holdings holdings(const std::string& company_id) = 0;
  /// Removes the integration and ends `finished_run`, in one transaction. Lease as `apply_plan`. Returns what
  /// it removed.
  /// - Deletes the users, groups and memberships that the plugin created, or hands them to the host.
  /// - Releases the adopted users with their status at adoption.
  /// - Deletes links, sources, held removals, settings, exclusions and connection.
  /// - A row that the database refuses to delete becomes the host's, or stays as it is if that is refused,
  /// too. `describe` changes the stored end of the run to fit what was removed; it may be empty. Throws
  /// `Failure` with the first names if the database refuses more than 100 rows.
  using DescribeUnlink = std::function<void(Run& run, const Holdings& removed)>;
  virtual Holdings unlink(const Run& finished_run, UnlinkedRows rows, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint,
                          const DescribeUnlink& describe) = 0;
};

/// Undoing runs.
class UndoStore {
 public:
  virtual ~UndoStore() = default;

  /// The connection that an unlink removed.
  struct UnlinkedConnection {
    ConnectionKind kind = ConnectionKind::sign_in;
    std::string customer_id;
    std::string account_id;
    std::string admin_email;
  };
  /// nullopt for other runs, and once the unlink can no longer be undone.
  virtual std::optional<UnlinkedConnection> unlinked_connection(std::int64_t run_id) = 0;
  /// Whether a later unlink removed what the run changed, and was not undone.
  virtual bool unlinked_since(const std::string& company_id, std::int64_t run_id) = 0;

  /// What the run changed, next to the current rows, in one snapshot.
  virtual plan::UndoState load_undo(const Run& run, const Interruption& interruption) = 0;
  /// Undoes `undone_run`, stores the changes and ends `finished_run`, in one transaction. Restores the
  /// settings and exclusions of an unlink unless the company has new ones. Errors and times: as
  /// `PlanStore::apply_plan`.
  virtual void apply_undo(const Run& finished_run, const Run& undone_run, const plan::UndoState& state,
                          const plan::UndoPlan& plan, const std::string& lease_holder,
                          std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint) = 0;
  /// The rows that made a failed undo fail; as `PlanStore::refused_rows`.
  virtual std::vector<RefusedRow> refused_undo_rows(const Run& run, const Run& undone_run,
                                                    const plan::UndoState& state,
                                                    const plan::UndoPlan& plan) = 0;
};

/// Selected groups that were deleted in Google and recreated with the same address.
class ReplacedGroupStore {
 public:
  virtual ~ReplacedGroupStore() = default;
  /// The groups with a `successor_id` as of the last sync, whether they are still selected or not.
  virtual std::vector<plan::SourceName> replaced_groups(const std::string& company_id) = 0;

  enum class Answer : std::uint8_t {
    done,
    /// A run is active.
    busy,
    /// The group is not selected, or has no successor.
    not_replaced,
    /// The new group has a target group of its own.
    has_target_group,
  };
  /// Replaces the old group with the new one in the selection (a new revision of the settings), and as the
  /// source of its people. The target group keeps its id and its members. One transaction, during which no
  /// run of the company is active.
  [[nodiscard]] virtual Answer use_new_group(const std::string& company_id, const std::string& group_id,
                                             const std::string& saved_by, host_sdk::Timestamp now) = 0;
};

/// The host's target groups, for pages.
class TargetGroupStore {
 public:
  virtual ~TargetGroupStore() = default;
  struct TargetGroupOption {
    std::int64_t id = 0;
    std::string name;
    std::int64_t members = 0;
    bool managed = false;
  };
  /// Groups whose name contains `query` (compared folded), by name, after `after_name_key`, at most `limit`.
  virtual std::vector<TargetGroupOption> find_target_groups(const std::string& company_id,
                                                            const std::string& query,
                                                            const std::string& after_name_key, int limit) = 0;
  virtual std::optional<TargetGroupOption> target_group(const std::string& company_id, std::int64_t id) = 0;
  virtual std::optional<TargetGroupOption> target_group_by_name(const std::string& company_id,
                                                                const std::string& name_key) = 0;
};

/// What operators watch.
class WatchStore {
 public:
  virtual ~WatchStore() = default;
  /// The connected companies, by id. Quick however long the histories are. Times after `now`, which were
  /// stored while a clock was wrong, hide nothing: no good run is later, and other times count as `now`.
  virtual std::vector<CompanyState> company_states(host_sdk::Timestamp now) = 0;
  /// Does not use the database.
  [[nodiscard]] virtual host_sdk::sql::PoolState sessions() const = 0;
};

/// Everything in one object, for those who open and own it, and for functions that need several interfaces.
/// Other functions take the one interface that they need.
class Store : public ConnectionStore,
              public SettingsStore,
              public ExclusionStore,
              public FieldStore,
              public LeaseStore,
              public RunStore,
              public HistoryStore,
              public PlanStore,
              public RemovalStore,
              public PersonStore,
              public SourceStore,
              public UndoStore,
              public ReplacedGroupStore,
              public TargetGroupStore,
              public WatchStore {
 public:
  /// Creates or updates the plugin's own tables. Safe in several processes at once.
  virtual void migrate() = 0;
};

}  // namespace gup
