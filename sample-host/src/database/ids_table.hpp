// The next free id of each kind (table host_ids).
#pragma once

#include <cstdint>

#include "host_sdk/services/ids.hpp"

namespace sample_host {

class SessionPool;

/// Reserves ids for target_users and target_groups over all processes of the host.
class IdsTable {
 public:
  explicit IdsTable(SessionPool& pool) : pool_(pool) {}

  /// The first of `count` consecutive ids that were never used and never reserved. Throws DatabaseError.
  [[nodiscard]] std::int64_t reserve(host_sdk::IdKind kind, std::int64_t count);

 private:
  SessionPool& pool_;
};

}  // namespace sample_host
