// Ids for the host's tables.
#pragma once

#include <cstdint>

#include "host_sdk/result.hpp"

namespace host_sdk {

enum class IdKind : std::uint8_t { target_user = 0, target_group = 1 };

/// Hands out blocks of ids that are never used twice, over all processes of the host. Owned by the host;
/// lives until the plugin's `stop()` has returned. [any] May block for up to 5 seconds on the host's
/// database, so it must not be called inside a write transaction of the plugin's own.
class Ids {
 public:
  virtual ~Ids() = default;

  /// Reserves `count` (1 to 10,000,000) consecutive ids and puts the first of them into `first` (> 0). Ids
  /// that are not used are lost, which is fine. Errors: `try_again` when the database cannot be reached.
  virtual Result reserve(IdKind kind, std::int64_t count, std::int64_t& first) = 0;
};

}  // namespace host_sdk
