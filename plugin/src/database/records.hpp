// The plugin's own records: connection, runs, leases.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"
#include "model/exclusion.hpp"
#include "model/fields/field_mapping.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/plan.hpp"

namespace gup {

/// The numbers are stored.
enum class ConnectionState : std::uint8_t {
  not_connected = 0,
  connected = 1,
  reconnect_needed = 2,
  unlinking = 3
};

/// Why connecting or access failed; chooses the text of the page. The numbers are stored.
enum class ConnectionProblem : std::uint8_t {
  none = 0,
  consent_declined = 1,
  missing_scope = 2,
  consumer_account = 3,
  not_an_administrator = 4,
  other_customer = 5,
  access_revoked = 6,
  google_refused = 7,
  /// Like `access_revoked`, but the access may come back without a new connection.
  access_paused = 8,
};

/// The numbers are stored.
enum class ConnectionKind : std::uint8_t {
  /// An administrator signed in and gave consent.
  sign_in = 0,
  /// A service account reads on behalf of an administrator.
  service_account = 1,
};

/// A company's connection to Google. Never holds a token or a key.
struct Connection {
  std::string company_id;
  ConnectionState state = ConnectionState::not_connected;
  ConnectionKind kind = ConnectionKind::sign_in;
  std::string customer_id;
  /// Google's immutable id of the account that reads: the connecting administrator, or the administrator on
  /// whose behalf a service account reads.
  std::string account_id;
  std::string admin_email;
  /// The domain of `admin_email`, which has to be typed to unlink.
  std::string domain;
  std::vector<std::string> scopes;
  /// The address of a service account, and the client id for domain-wide delegation.
  std::string service_account;
  std::string service_account_id;
  std::string connected_by;
  host_sdk::Timestamp connected_at{};
  ConnectionProblem problem = ConnectionProblem::none;
  /// A sentence for the administrator; empty when there is no problem.
  std::string problem_text;
  std::optional<host_sdk::Timestamp> problem_since;
  /// The name of the token or key in the host's secret store. Set by `load_connection`; only `connect` and
  /// `replace_secret` change it. Empty if the company is not connected.
  std::string secret_name;
  /// Set by `load_connection`: changes with every save, and is never used twice.
  std::int64_t revision = 0;
};

/// A token or key that may be in the host's secret store although no connection uses it.
struct UnusedSecret {
  std::string name;
  /// The Google account that a token belongs to; empty for a key, and if it is unknown.
  std::string account_id;

  bool operator==(const UnusedSecret&) const = default;
};

/// The numbers are stored.
enum class RunKind : std::uint8_t {
  sync = 0,
  unlink = 1,
  /// An administrator kept users whose removals were held.
  dismissal = 2,
  /// A sync that writes nothing but this record.
  preview = 3,
  /// Takes back what another run changed.
  undo = 4,
  /// A sync of one person.
  person = 5,
};
enum class RunState : std::uint8_t { running = 0, done = 1, held = 2, failed = 3, cancelled = 4 };
enum class RunTrigger : std::uint8_t { schedule = 0, page = 1, command_line = 2 };

/// What an unlink does with the users and target groups that the plugin created.
enum class UnlinkedRows : std::uint8_t {
  deleted,
  /// The users and groups stay in the host, with their memberships, and are no longer managed.
  kept,
};

/// How long an unlink can be undone.
inline constexpr std::chrono::hours kUnlinkCanBeUndone{24 * 7};

/// What a run found out about the custom attributes of its mapping.
struct CustomAttributesSeen {
  /// The attributes that someone has a value of, including missing ones that had values before.
  std::vector<CustomAttribute> with_values{};
  /// The attributes that Google no longer has; their fields stay as they are.
  std::vector<CustomAttribute> missing{};
};

/// The settings of one run, with the names that the selection had then.
struct SettingsUsed {
  SyncSettings settings;
  /// The names of selected units and groups by Google's id; those that Google did not list have none.
  std::map<std::string, std::string> names;
  /// The name of the selected target group; empty without one.
  std::string target_group;
  struct ExclusionUsed {
    Exclusion rule;
    /// How many people of the selection the rule kept out; nullopt if the run did not get that far.
    std::optional<std::int64_t> people;
  };
  /// The exclusions in use, without who added them.
  std::vector<ExclusionUsed> exclusions{};
  /// The domains of everyone who was listed.
  std::vector<DomainCount> domains{};
  FieldMapping fields = default_mapping();
  CustomAttributesSeen custom_attributes{};
  /// A selected unit or group that Google no longer showed, so that its people stay as they are.
  struct MissingSource {
    std::string id;
    /// Its last known name, else its id.
    std::string name;
    /// "was deleted in Google"
    std::string cause;
    std::int64_t people = 0;
    /// The start of the first of the consecutive runs that missed it.
    host_sdk::Timestamp since{};

    bool operator==(const MissingSource&) const = default;
  };
  std::vector<MissingSource> missing_sources{};
  /// How many people and target groups had left, and stayed because an administrator keeps them.
  std::int64_t kept = 0;
};

/// One execution, kept for 90 days.
struct Run {
  std::int64_t id = 0;
  std::string company_id;
  RunKind kind = RunKind::sync;
  RunState state = RunState::running;
  RunTrigger trigger = RunTrigger::schedule;
  std::string started_by;
  host_sdk::Timestamp started_at{};
  std::optional<host_sdk::Timestamp> finished_at;
  /// Counts, requests and duration; the lists of people are read with `changes`.
  host_sdk::SyncReport report;
  std::int64_t managed_before = 0;
  std::int64_t managed_after = 0;
  /// How many people, units and groups stay as they are because Google did not confirm a change. 0 in runs of
  /// former versions.
  std::int64_t unclear = 0;
  /// The revision of the settings that it used; 0 in runs of former versions.
  std::int64_t settings_revision = 0;
  /// How many rows of the host it changed and kept for undoing it; -1 if it did not keep them, as runs of
  /// former versions. Only read: written together with the changes.
  std::int64_t kept_changes = -1;
  /// The run that undid this one, or 0. Only read.
  std::int64_t undone_by = 0;
  /// nullopt if the run did not get that far, and in runs of former versions.
  std::optional<SettingsUsed> settings_used;
  /// The result: its code and its sentence.
  host_sdk::Result result;
  /// The latest progress, at most two seconds old while it runs.
  host_sdk::Progress progress;

  /// True if the run needs a review even without held removals.
  [[nodiscard]] bool has_unclear_changes() const { return unclear > 0 || report.frozen > 0; }
};

/// What operators watch of a connected company.
struct CompanyState {
  std::string company_id;
  /// The connection is *reconnect needed*.
  bool access_lost = false;
  host_sdk::Timestamp connected_at{};
  /// The end of the latest sync that was applied, also with held removals.
  std::optional<host_sdk::Timestamp> last_good_run;
  std::int64_t held_removals = 0;
  std::optional<host_sdk::Timestamp> oldest_held;
};

/// A place in the history of all runs.
struct ChangePlace {
  std::int64_t run_id = 0;
  std::int64_t seq = 0;

  auto operator<=>(const ChangePlace&) const = default;
};

/// A person's change, with the run that made it.
struct RecordedChange {
  std::int64_t run_id = 0;
  RunKind run_kind = RunKind::sync;
  host_sdk::Timestamp started_at{};
  std::string started_by;
  plan::PersonChange change;

  [[nodiscard]] ChangePlace place() const { return {run_id, change.seq}; }
};

enum class ChangeOrder : std::uint8_t {
  stored,
  /// Sorts by kind.
  change,
  /// Sorts by address.
  person,
};

/// Which changes of a run to read.
struct ChangeQuery {
  std::int64_t run_id = 0;
  /// Empty for all.
  std::vector<plan::ChangeKind> kinds;
  /// Words that the address or the name contains, in any order; empty for everyone. Compared folded.
  std::string text;
  /// In stored order: the number of the change after which to start; else how many to skip.
  std::int64_t after = 0;
  int limit = 0;
  /// Another order reads all changes of the run, so it is for runs of up to `kMostSortedChanges`.
  ChangeOrder order = ChangeOrder::stored;
  bool descending = false;
};

inline constexpr std::int64_t kMostSortedChanges = 100'000;

struct FoundChanges {
  /// Sorted as the query asks.
  std::vector<plan::PersonChange> changes;
  /// Where to continue; nullopt at the end. There may be more even if `changes` is empty, because one call
  /// looks at a limited number of rows.
  std::optional<std::int64_t> next;
};

/// The users and target groups that stay although they should leave.
struct RemovalCounts {
  /// They wait for an administrator.
  std::int64_t held = 0;
  /// An administrator dismissed their removal.
  std::int64_t dismissed = 0;

  bool operator==(const RemovalCounts&) const = default;
};

enum class RemovalOrder : std::uint8_t { stored, person, reason, since };

/// Which held removals to read.
struct RemovalQuery {
  /// Words that the address or the name contains, in any order; empty for all. Compared folded.
  std::string text;
  RemovalOrder order = RemovalOrder::stored;
  bool descending = false;
  std::int64_t skip = 0;
  int limit = 0;
};

struct FoundRemovals {
  std::vector<plan::HeldRemoval> removals;
  /// How many match in all.
  std::int64_t total = 0;
};

/// Whose changes to read.
struct PersonKey {
  /// Everyone who has or had this address, with all their other addresses. Compared folded; may be empty.
  std::string email;
  /// Google's id of a person; may be empty.
  std::string external_id;
};

/// A target user of any provider.
struct NamedPerson {
  std::int64_t user_id = 0;
  std::string email;
  /// May be empty.
  std::string name;
};

/// What is stored about one person.
struct StoredPerson {
  /// Google's id; empty for a target user that is not linked.
  std::string external_id;
  std::optional<plan::StoredLink> link;
  /// The linked target user, else the one that has the address.
  std::optional<TargetUserRow> row;
  /// The units and groups that the last run found to bring the person.
  std::vector<std::string> source_ids;
  std::optional<plan::HeldRemoval> held;
  /// The names of the target groups that the person is in because of the plugin.
  std::vector<std::string> groups;
};

enum class LeaseAnswer : std::uint8_t {
  held,
  /// Held by another run or by no run.
  lost,
  /// Held, and a person asked this run to stop.
  cancel_requested,
};

/// The holder of a company's lease.
struct LeaseHolder {
  /// Unique for each run: host name, process, a random part.
  std::string holder;
  std::int64_t run_id = 0;
  host_sdk::Timestamp expires_at{};
};

}  // namespace gup
