// What is told about requests that are repeated.
#pragma once

#include <functional>

namespace gup::google {

struct RetryNews {
  /// The number of the repetition and how many there are at most; both 0 once Google answers again.
  int retry = 0;
  int retries = 0;
  /// Google rate-limits; otherwise it does not answer, or with an error that may pass.
  bool throttled = false;
};

using RetryListener = std::function<void(const RetryNews& news)>;

}  // namespace gup::google
