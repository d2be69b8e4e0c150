// An external source of target users.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

enum class SyncMode : std::uint8_t {
  /// Plan the changes and apply them.
  apply = 0,
  /// Plan the changes, and write nothing except a record of the preview.
  preview = 1,
};

/// Why one person was skipped or failed. Either of `email` and `external_id` may be empty.
struct SyncIncident {
  std::string email;
  /// The person's id at the source.
  std::string external_id;
  /// One plain sentence for the administrator.
  std::string reason;
};

/// What a sync would do to one person or target group. A plain value. @since 1.2
struct SyncChange {
  /// The person's email; empty if it is unknown, and for a target group, which `reason` names.
  std::string email;
  /// One of: `added`, `adopted`, `updated`, `reactivated`, `removed`, `deactivated`, `released`, `held`,
  /// `frozen`, `skipped`, `failed`, `memberships` (joins or leaves target groups; a person with another
  /// change has both); for a target group `group_added`, `group_renamed`, `group_removed`, `group_released`.
  /// Hosts ignore words that they do not know.
  std::string change;
  /// Why, as a phrase for the administrator.
  std::string reason;
};

/// What one run did. A plain value; every count is 0 or more.
struct SyncReport {
  /// The provider's number for the run; 0 if there was no run.
  std::int64_t run_id = 0;
  Timestamp started_at{};
  Timestamp finished_at{};
  /// People, by what happened to their target user. In a preview, what would happen.
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t reactivated = 0;
  std::int64_t removed = 0;
  std::int64_t held = 0;
  std::int64_t frozen = 0;
  std::int64_t unchanged = 0;
  std::int64_t skipped = 0;
  std::int64_t failed = 0;
  /// Target groups.
  std::int64_t groups_added = 0;
  std::int64_t groups_updated = 0;
  std::int64_t groups_removed = 0;
  /// Memberships in target groups, also of added and removed users. @since 1.3
  std::int64_t memberships_added = 0;
  std::int64_t memberships_removed = 0;
  /// Requests to the source, and how many of them were retries.
  std::int64_t requests = 0;
  std::int64_t retries = 0;
  std::vector<SyncIncident> skipped_people;
  std::vector<SyncIncident> failed_people;
  /// Further lines for the administrator: a name conflict, a frozen group, a restored row.
  std::vector<std::string> remarks;
  /// Only in a preview: everyone who is not left unchanged, then the target groups. @since 1.2
  std::vector<SyncChange> changes;
};

/// The result of `synchronize`, with the report if there was a run.
struct SyncOutcome {
  Result result;
  SyncReport report;
};

/// Whether a person is a target user because of the provider. @since 1.3
enum class Inclusion : std::uint8_t {
  /// The provider does not know: nothing is stored about the person, or the source did not answer.
  unknown = 0,
  included = 1,
  excluded = 2,
};

/// A field of a target user. A plain value. @since 1.3
struct ExplainedField {
  /// The column in the host's table: "job_title".
  std::string column;
  /// The label on pages: "Job title".
  std::string label;
  /// The target user's value; empty if it has none, or if there is no target user.
  std::string before;
  /// The value after a sync of this person; equal to `before` if it does not change. Empty if there is no
  /// target user then.
  std::string after;
};

/// What one run did to the person. A plain value. @since 1.3
struct ExplainedChange {
  std::int64_t run_id = 0;
  Timestamp started_at{};
  std::string started_by;
  /// One of the words of `SyncChange::change`.
  std::string change;
  /// Why, as a phrase for the administrator.
  std::string reason;
};

/// Why a person is a target user, or is not. A plain value. Texts are for the administrator: phrases in
/// sentence case without a final period, except `next` and `remarks`, which are sentences. @since 1.3
struct Explanation {
  /// False if neither the provider nor, if it was asked, the source knows the address. The other fields then
  /// have their defaults, except `email`, `history` and `next`.
  bool found = false;
  /// The person's current address, as far as it is known; else the address of the request.
  std::string email;
  std::string name;
  /// The person's id at the source; empty if it is not known.
  std::string external_id;
  /// The target user; 0 if there is none.
  std::int64_t user_id = 0;
  Inclusion inclusion = Inclusion::unknown;
  /// What brings the person in: "Group “Sales” → “EMEA leads”".
  std::vector<std::string> reasons;
  /// What keeps the person out: "Suspended in Google; suspended users are left out".
  std::vector<std::string> obstacles;
  /// The target groups that the person is in because of the provider.
  std::vector<std::string> groups;
  std::vector<std::string> remarks;
  /// Newest first, at most 20.
  std::vector<ExplainedChange> history;
  /// What the next run does with the person, or what this one did.
  std::string next;
  /// When the last run ended that compared the person with the source; nullopt if there was none.
  /// @since 1.7
  std::optional<Timestamp> synced_at = {};
  /// True if `exclude_person` can keep the person out. @since 1.7
  bool can_be_excluded = false;
  /// True if the source was asked just now. `fields` is filled only then.
  bool asked_source = false;
  std::vector<ExplainedField> fields;
  /// True if this call changed the target user or its memberships.
  bool changed = false;
};

/// The result of a sync of one person. `explanation` describes the person after it, and is empty after an
/// error. @since 1.3
struct PersonOutcome {
  Result result;
  Explanation explanation;
};

/// A question about one person, or a change of one. A plain value, valid for the duration of the call.
/// @since 1.8
struct PersonRequest {
  Company company;
  /// Who asks.
  Actor actor;
  /// A current or former address of the person, as it was typed.
  std::string email;
  /// BCP 47: the language in which the actor reads, for `LanguageScope`. "en" on the command line.
  std::string language{"en"};
};

/// Keeps the host's target users and groups in sync with an external source. Owned by the plugin; lives from
/// `start` until the plugin's `stop()` returns. Arguments are valid for the duration of the call.
class UserProvider {
 public:
  virtual ~UserProvider() = default;

  /// The value of the column `provider` in the host's tables; 1 to 64 characters, the same in every version.
  /// [any]
  [[nodiscard]] virtual std::string provider_id() const = 0;
  /// The name on pages: "Google Workspace". [any]
  [[nodiscard]] virtual std::string display_name() const = 0;

  /// Syncs the company's target users and groups with the source. [task] No time limit, but returns within 5
  /// seconds after a cancel. The result of a preview is `ok` even if it shows held removals.
  ///
  /// If a run for the company is in progress, in any process of the host: waits for it and returns its
  /// outcome, or runs so that the second run finds nothing left to do. A preview waits for its end, then
  /// starts.
  virtual SyncOutcome synchronize(const Company& company, const Actor& actor, TaskMonitor& monitor,
                                  SyncMode mode) = 0;

  /// Removes the company's integration, with the users and groups that it created. [task] A repeated call
  /// finishes an interrupted removal. No time limit, but returns within 5 seconds after a cancel.
  virtual Result remove_all(const Company& company, const Actor& actor, TaskMonitor& monitor) = 0;

  /// Explains from stored data, without asking the source, why the person with that address is included or
  /// not. [page] Takes at most 2 seconds. Errors: `refused` if the company has no integration, for plugins
  /// that are connected by company.
  virtual Result explain(const PersonRequest& request, Explanation& explanation) = 0;

  /// Asks the source about the one person with that address, and with `SyncMode::apply` syncs this person
  /// alone, by the rules of `synchronize`: no other person, target group or membership changes. [task] With
  /// `apply`, waits for a run that is in progress, in any process of the host. Takes seconds; no time limit,
  /// but returns within 5 seconds after a cancel. The result is `review_needed` if the person's removal is
  /// held. Errors: those of `synchronize`. @since 1.3
  virtual PersonOutcome synchronize_person(const PersonRequest& request, TaskMonitor& monitor,
                                           SyncMode mode) = 0;

  /// Keeps the person with that address out of all further syncs; the next one carries it out. [page] Takes
  /// at most 10 seconds. Errors: `refused` if the company has no integration, if the person is excluded
  /// already, and by providers without exclusions. @since 1.7
  virtual Result exclude_person(const PersonRequest& /*request*/) {
    return Result::failed(ResultCode::refused, "This provider cannot exclude people.");
  }
};

}  // namespace host_sdk
