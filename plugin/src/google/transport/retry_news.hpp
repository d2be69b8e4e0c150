// Reports of retried requests, for progress texts.
#pragma once

#include <functional>

namespace gup::google {

struct RetryNews {
  /// The number of the retry and the maximum; both 0 once Google answers again.
  int retry = 0;
  int retries = 0;
  /// True if Google rate-limits; false if it does not answer, or answers with a transient error.
  bool throttled = false;
};

using RetryListener = std::function<void(const RetryNews& news)>;

}  // namespace gup::google
