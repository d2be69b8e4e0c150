// Which run of the history somebody looks at.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace gup {

/// Remembers, for each company and viewer, the run whose details the page shows; in memory, since it is gone
/// with the browser's tab anyway. Holds at most 1,000 viewers and forgets all of them beyond that.
/// Thread-safe.
class ViewedRuns {
 public:
  void look_at(const std::string& company_id, const std::string& viewer_id, std::int64_t run_id) {
    const std::lock_guard lock(mutex_);
    if (runs_.size() >= kViewersAtMost) runs_.clear();
    runs_[{company_id, viewer_id}] = run_id;
  }

  [[nodiscard]] std::optional<std::int64_t> run(const std::string& company_id,
                                                const std::string& viewer_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = runs_.find({company_id, viewer_id});
    if (found == runs_.end()) return std::nullopt;
    return found->second;
  }

  /// Somebody does something new: the page shows the latest again.
  void forget(const std::string& company_id, const std::string& viewer_id) {
    const std::lock_guard lock(mutex_);
    runs_.erase({company_id, viewer_id});
  }

 private:
  static constexpr std::size_t kViewersAtMost = 1000;

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::int64_t> runs_;
};

}  // namespace gup
