// The active runs of this process, by company.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "sync/run/run_monitor.hpp"

namespace gup {

/// Thread-safe.
class ActiveRuns {
 public:
  /// Lists a run for its own lifetime.
  class Entry {
   public:
    Entry(ActiveRuns& runs, std::string company_id, RunMonitor& monitor)
        : runs_(runs), company_id_(std::move(company_id)), monitor_(monitor) {
      const std::lock_guard lock(runs_.mutex_);
      runs_.monitors_[company_id_] = &monitor_;
    }
    ~Entry() {
      const std::lock_guard lock(runs_.mutex_);
      // A run that lost its lease may end after its successor was listed.
      const auto listed = runs_.monitors_.find(company_id_);
      if (listed != runs_.monitors_.end() && listed->second == &monitor_) runs_.monitors_.erase(listed);
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    ActiveRuns& runs_;
    const std::string company_id_;
    RunMonitor& monitor_;
  };

  [[nodiscard]] std::optional<host_sdk::Progress> progress(const std::string& company_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = monitors_.find(company_id);
    if (found == monitors_.end()) return std::nullopt;
    return found->second->latest();
  }

  bool request_stop(const std::string& company_id) {
    const std::lock_guard lock(mutex_);
    const auto found = monitors_.find(company_id);
    if (found == monitors_.end()) return false;
    found->second->stop();
    return true;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, RunMonitor*> monitors_;
};

}  // namespace gup
