// How busy a pool of sessions is.
#pragma once

#include <cstddef>
#include <cstdint>

namespace host_sdk::sql {

/// A plain value. @since 1.3
struct PoolState {
  std::size_t in_use = 0;
  /// Open and free.
  std::size_t idle = 0;
  /// Callers that wait for a free session.
  std::size_t waiting = 0;
  std::size_t limit = 0;
  /// How often a caller gave up waiting, since the start.
  std::uint64_t timeouts = 0;
};

}  // namespace host_sdk::sql
