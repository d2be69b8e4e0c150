// Jobs that run when the test says so, on the test's own thread.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/services/jobs.hpp"

namespace host_sdk::fakes {

/// Keeps started jobs in a queue until `run_all`. A queued job counts as running: starting it again joins it,
/// and a cancel reaches it at its first question. [any]
class FakeJobs : public Jobs {
 public:
  /// With a clock, the waits of jobs move it. The clock must outlive the jobs.
  explicit FakeJobs(FakeClock* clock = nullptr) : clock_(clock) {}

  Result start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) override;
  [[nodiscard]] std::optional<JobStatus> status(std::string_view company_id,
                                                std::string_view kind) const override;
  bool cancel(std::string_view company_id, std::string_view kind) override;

  /// Runs the queued jobs, one after the other, and those that they start; returns how many ran.
  std::size_t run_all();
  /// Called with the monitor of each job before it runs, to script its cancel.
  void before_each(std::function<void(FakeTaskMonitor&)> prepare);
  /// From now on `start` answers `refused`, as a host does that shuts down.
  void shut_down();
  /// How many jobs wait for `run_all`.
  [[nodiscard]] std::size_t queued() const;

 private:
  using Key = std::pair<std::string, std::string>;  // company id, kind
  struct Job {
    Company company;
    Actor actor;
    JobWork* work = nullptr;
    std::unique_ptr<FakeTaskMonitor> monitor;
    std::optional<Result> result;
  };

  FakeClock* clock_;
  mutable std::mutex mutex_;
  bool shut_down_ = false;
  std::function<void(FakeTaskMonitor&)> prepare_;
  std::map<Key, Job> jobs_;
  std::deque<Key> queue_;
};

}  // namespace host_sdk::fakes
