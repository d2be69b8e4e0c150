// How many requests went to the directory.
#pragma once

#include <atomic>
#include <cstdint>

namespace gup::google {

/// Counts the requests of all readers and probes of this process. Thread-safe.
struct Traffic {
  std::atomic<std::int64_t> requests{0};
  /// How many of them repeated an earlier one.
  std::atomic<std::int64_t> retries{0};
  /// How many Google rate-limited.
  std::atomic<std::int64_t> throttled{0};
};

}  // namespace gup::google
