// Leases: which process may do a piece of a company's work.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// A lease, for the one who acquired it. A plain value. @since 1.9
struct CompanyLease {
  std::string company_id;
  std::string name;
  /// The fencing number, from 1 on: each acquisition of the lease gets a larger one.
  std::int64_t fence = 0;
  /// The end of the lease by the host's clock.
  Timestamp expires_at{};
};

/// Who holds a lease. A plain value. @since 1.9
struct LeaseHolder {
  /// What the holder called itself.
  std::string holder;
  /// The machine that it runs on.
  std::string machine;
  Timestamp acquired_at{};
  Timestamp expires_at{};
};

/// Leases of the plugin, one for each company and name, over all processes of the host, by the database's
/// clock. The lease of a process that ended or hangs becomes free at its time. Find it with
/// `find_service<CompanyLeases>(host)`. Owned by the host; lives until the plugin's `stop()` returns. [any]
///
/// A call can block on the host's database for up to 5 seconds. During a transaction that has checked the
/// fencing number of this lease, it can block for up to 20.
///
/// Errors of each function: `try_again` if the database is unavailable; `operator_action` for:
/// - an impossible company id,
/// - a name that is not 1 to 64 characters of a-z, 0-9, '-', '_', '.',
/// - a holder that is not 1 to 255 characters of clean UTF-8,
/// - a lifetime that is not 1 second to 24 hours.
///
/// @since 1.9
class CompanyLeases {
 public:
  static constexpr std::string_view kId = "host_sdk.company_leases/1";
  virtual ~CompanyLeases() = default;

  /// Acquires the lease for `lifetime`. `holder` is for people: "Import, Dana Reyes". Errors also: `refused`
  /// while someone holds it, also this process; the sentence says who, and `lease` is unchanged.
  virtual Result acquire(std::string_view company_id, std::string_view name, std::string_view holder,
                         std::chrono::seconds lifetime, CompanyLease& lease) = 0;

  /// Extends a lease to `lifetime` from now, also an expired one that no one else has acquired. Renew it
  /// after a third of its lifetime; not within a transaction that has checked the fencing number. Errors
  /// also: `refused` if the lease was lost or released; the sentence says who has it. Then stop the work, and
  /// write nothing more.
  virtual Result renew(CompanyLease& lease, std::chrono::seconds lifetime) = 0;

  /// Frees the lease for others. No effect on a lease that was lost or released.
  virtual Result release(const CompanyLease& lease) = 0;

  /// Reads who holds the lease into `holder`; nullopt, with an ok result, if it is free.
  virtual Result find(std::string_view company_id, std::string_view name,
                      std::optional<LeaseHolder>& holder) = 0;

  /// A SELECT of one number for the plugin's own write transaction: `lease.fence` if the lease was neither
  /// lost nor released, else no row or another number. Until that transaction ends no one else can acquire
  /// the lease, even if it has expired. So a process that hung cannot write after its successor. Never
  /// blocks. `sql::holds_lease` runs it.
  [[nodiscard]] virtual std::string fence_query(const CompanyLease& lease) const = 0;
};

}  // namespace host_sdk
