// The system's clock.
#pragma once

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class SystemClock final : public host_sdk::Clock {
 public:
  [[nodiscard]] host_sdk::Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace sample_host
