// Due times in memory.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/services/schedule.hpp"

namespace host_sdk::fakes {

/// Remembers due times; runs nothing by itself. [any]
class FakeSchedule : public Schedule {
 public:
  [[nodiscard]] std::optional<Timestamp> next(std::string_view task_id,
                                              std::string_view company_id) const override;
  [[nodiscard]] std::chrono::seconds default_period() const override { return std::chrono::hours{24}; }
  Result pause(std::string_view task_id, std::string_view company_id) override;
  Result resume(std::string_view task_id, std::string_view company_id, Timestamp first) override;

  /// `pause` and `resume` answer `error` from now on, until `work_again`.
  void fail_with(Result error);
  void work_again();

 private:
  mutable std::mutex mutex_;
  std::optional<Result> failure_;
  std::map<std::pair<std::string, std::string>, Timestamp> due_;
};

}  // namespace host_sdk::fakes
