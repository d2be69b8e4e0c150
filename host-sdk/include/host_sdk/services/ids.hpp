// Ids for the host's tables.
#pragma once

#include <cstdint>

#include "host_sdk/result.hpp"

namespace host_sdk {

enum class IdKind : std::uint8_t { target_user = 0, target_group = 1 };

/// Reserves ids that are unique across all processes of the host. Owned by the host; lives until the plugin's
/// `stop()` returns. [any] A call can block on the host's database for up to 5 seconds, so do not call it
/// within a write transaction.
class Ids {
 public:
  virtual ~Ids() = default;

  /// Reserves `count` (1 to 10,000,000) consecutive ids and stores the first one, above 0, in `first`. Ids
  /// may stay unused. Errors: `try_again` if the database is unavailable.
  virtual Result reserve(IdKind kind, std::int64_t count, std::int64_t& first) = 0;
};

}  // namespace host_sdk
