// Counting rows within a bounded time.
#pragma once

#include <cstdint>

namespace sample_host {

/// A number of rows that was counted only so far.
struct CountedSoFar {
  std::int64_t number = 0;
  /// There may be more than that.
  bool and_more = false;
};

}  // namespace sample_host
