// A source of target users outside the host.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

enum class SyncMode : std::uint8_t {
  apply = 0,
  /// Find out what a run would change, and change nothing.
  preview = 1,
};

/// Why one person was skipped or failed, in plain words. Either of `email` and `external_id` may be empty.
struct SyncIncident {
  std::string email;
  std::string external_id;
  std::string reason;
};

/// What one run did. A plain value.
struct SyncReport {
  /// The provider's number of the run; 0 when no run took place.
  std::int64_t run_id = 0;
  Timestamp started_at{};
  Timestamp finished_at{};
  /// People, by what happened to their target user.
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
  /// Requests sent to the source, and how many of them were repetitions of a failed one.
  std::int64_t requests = 0;
  std::int64_t retries = 0;
  std::vector<SyncIncident> skipped_people;
  std::vector<SyncIncident> failed_people;
  /// Further lines for the administrator: a clash of names, a frozen group, a restored row.
  std::vector<std::string> remarks;
};

/// What `synchronize` answers: how it ended and, when a run took place, its report.
struct SyncOutcome {
  Result result;
  SyncReport report;
};

/// Keeps the host's target users and groups true to a source outside. Owned by the plugin; lives from `start`
/// until the plugin's `stop()` has returned.
class UserProvider {
 public:
  virtual ~UserProvider() = default;

  /// As written into the column `provider` of the host's tables; 1 to 64 characters, stable over versions.
  /// [any]
  [[nodiscard]] virtual std::string provider_id() const = 0;
  /// As shown to people: "Google Workspace". [any]
  [[nodiscard]] virtual std::string display_name() const = 0;

  /// Brings the company's target users and groups in line with the source. [task] If a run is under way for
  /// the company, in whichever process of the host, waits for its end and answers with its outcome. `monitor`
  /// is lent for the length of the call; a cancel is acknowledged within 5 seconds.
  virtual SyncOutcome synchronize(const Company& company, const Actor& actor, TaskMonitor& monitor,
                                  SyncMode mode) = 0;

  /// Removes the integration of the company with the users and groups it brought. [task] Repeating it after
  /// an interruption finishes the work.
  virtual Result remove_all(const Company& company, const Actor& actor, TaskMonitor& monitor) = 0;

  /// Says in `sentences` why the person with that e-mail address is in or out. [page] Within 2 seconds.
  virtual Result explain(const Company& company, const std::string& email,
                         std::vector<std::string>& sentences) = 0;
};

}  // namespace host_sdk
