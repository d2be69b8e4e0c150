// How long, and for how much, an answer is waited for.
#pragma once

#include <chrono>
#include <cstddef>

namespace gup::google {

struct HttpLimits {
  std::chrono::milliseconds connect{15'000};
  /// The longest time without a byte.
  std::chrono::seconds silence{60};
  std::chrono::milliseconds total{180'000};
  /// 40,000 organizational units in one answer are below 16 MiB.
  std::size_t body = std::size_t{64} * 1024 * 1024;
};

}  // namespace gup::google
