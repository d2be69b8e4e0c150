// Ids counted up from one.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

#include "host_sdk/services/ids.hpp"

namespace host_sdk::fakes {

/// Hands out 1, 2, 3 … for each kind. [any]
class FakeIds : public Ids {
 public:
  Result reserve(IdKind kind, std::int64_t count, std::int64_t& first) override;

  /// The next block of that kind starts at `first`, for tests whose tables have rows already.
  void start_at(IdKind kind, std::int64_t first);
  /// Every call answers `error` from now on, until `work_again`.
  void fail_with(Result error);
  void work_again();

 private:
  std::mutex mutex_;
  std::optional<Result> failure_;
  std::map<IdKind, std::int64_t> next_;
};

}  // namespace host_sdk::fakes
