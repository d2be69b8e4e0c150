// Jobs that run when the test runs them, on the test's thread.
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

/// Queues started jobs until `run_all`. A queued job counts as running: a second start has no effect, and a
/// cancel is visible to the job when it first checks. [any]
class FakeJobs : public Jobs {
 public:
  /// The waits of jobs move `clock`, if given. It must outlive the jobs.
  explicit FakeJobs(FakeClock* clock = nullptr) : clock_(clock) {}

  Result start(const Company& company, const Actor& actor, std::string_view kind, JobWork& work) override;
  [[nodiscard]] std::optional<JobStatus> status(std::string_view company_id,
                                                std::string_view kind) const override;
  bool cancel(std::string_view company_id, std::string_view kind) override;

  /// Runs the queued jobs one after another, and those that they start. Returns the number of jobs.
  std::size_t run_all();
  /// Calls `prepare` with the monitor of each job before it runs, to script a cancel.
  void before_each(std::function<void(FakeTaskMonitor&)> prepare);
  /// Makes `start` return `refused` from now on, like a host that shuts down.
  void shut_down();
  /// The number of queued jobs.
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
