// The threads on which long work runs.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

#include "host_sdk/result.hpp"
#include "services/work/run.hpp"

namespace sample_host {

/// A fixed number of threads; more work than threads waits for its turn. Thread-safe.
class WorkerPool {
 public:
  using Work = std::function<host_sdk::Result(host_sdk::TaskMonitor&)>;

  explicit WorkerPool(std::size_t threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Starts `work`, which must not throw; nullptr once `stop` was called. `after` is called on the same
  /// thread when the run has ended.
  [[nodiscard]] std::shared_ptr<Run> start(Work work,
                                           std::function<void(const host_sdk::Result&)> after = {});

  /// Cancels all work and waits for its end. Work that has not begun ends as cancelled. May be called twice.
  void stop();

  [[nodiscard]] bool stopping() const;

 private:
  struct Threads;
  mutable std::mutex mutex_;
  bool stopping_ = false;
  std::set<std::shared_ptr<Run>> active_;
  std::unique_ptr<Threads> threads_;
};

}  // namespace sample_host
