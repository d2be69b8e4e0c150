// How often signing in may fail.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "host_sdk/services/clock.hpp"

namespace sample_host::web {

/// Counts failures by a key (an account's name, an address) within the last 15 minutes. Thread-safe.
class Attempts {
 public:
  explicit Attempts(std::size_t most) : most_(most) {}

  /// True when the key has failed too often.
  [[nodiscard]] bool exhausted(const std::string& key, host_sdk::Timestamp now);
  void failed(const std::string& key, host_sdk::Timestamp now);
  /// A success makes good for the failures before.
  void succeeded(const std::string& key);

  static constexpr std::chrono::minutes kWindow{15};

 private:
  void forget_old(host_sdk::Timestamp now);

  std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, std::deque<host_sdk::Timestamp>> failures_;
};

}  // namespace sample_host::web
