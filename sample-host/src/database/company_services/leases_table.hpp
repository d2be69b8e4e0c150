// Leases of plugins (table host_leases).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host_sdk/services/company_leases.hpp"

namespace sample_host {

class HostDatabase;

/// Identifies a lease.
struct LeaseKey {
  std::string plugin_id;
  std::string company_id;
  std::string name;
};

struct LeaseRow {
  std::int64_t fence = 0;
  host_sdk::LeaseHolder holder;
};

/// Every function throws SqlError.
class LeasesTable {
 public:
  explicit LeasesTable(HostDatabase& database) : database_(database) {}

  /// Gives the lease to `holder` if it is free at `holder.acquired_at`. Returns the row as it is then: with
  /// `acquired` set, or with the one who has it.
  [[nodiscard]] LeaseRow acquire(const LeaseKey& key, const host_sdk::LeaseHolder& holder, bool& acquired);
  /// Returns false if the lease was released, or acquired with another number.
  [[nodiscard]] bool renew(const LeaseKey& key, std::int64_t fence, host_sdk::Timestamp expires_at);
  void release(const LeaseKey& key, std::int64_t fence);
  /// The row of a lease that has not expired at `now`.
  [[nodiscard]] std::optional<LeaseRow> find(const LeaseKey& key, host_sdk::Timestamp now);

  /// For `CompanyLeases::fence_query`. The parts of the key have no quotation marks.
  [[nodiscard]] std::string fence_query(const LeaseKey& key) const;

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
