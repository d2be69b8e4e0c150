// The next free id of each kind (table host_ids).
#pragma once

#include <cstdint>

#include "host_sdk/services/ids.hpp"

namespace sample_host {

class HostDatabase;

/// Reserves ids for target_users and target_groups over all processes of the host.
class IdsTable {
 public:
  explicit IdsTable(HostDatabase& database) : database_(database) {}

  /// The first of `count` consecutive ids that were never used and never reserved. Throws SqlError.
  [[nodiscard]] std::int64_t reserve(host_sdk::IdKind kind, std::int64_t count);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
