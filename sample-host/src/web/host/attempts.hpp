// Limits failed sign-ins.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "host_sdk/services/clock.hpp"

namespace sample_host::web {

/// Counts the failures of a key (an account name, a client address) in the last 15 minutes. Thread-safe.
class Attempts {
 public:
  explicit Attempts(std::size_t most) : most_(most) {}

  /// True if the key has reached the limit.
  [[nodiscard]] bool exhausted(const std::string& key, host_sdk::Timestamp now);
  void failed(const std::string& key, host_sdk::Timestamp now);
  /// Forgets the key's failures.
  void succeeded(const std::string& key);

  static constexpr std::chrono::minutes kWindow{15};

 private:
  void forget_old(host_sdk::Timestamp now);

  std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, std::deque<host_sdk::Timestamp>> failures_;
};

}  // namespace sample_host::web
