// The threads for long work.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <set>

#include "host_sdk/result.hpp"
#include "services/work/run.hpp"

namespace sample_host {

/// How busy the threads are.
struct WorkerLoad {
  std::size_t threads = 0;
  std::size_t busy = 0;
  /// Work that waits for a thread.
  std::size_t queued = 0;
};

/// A fixed number of threads; further work is queued. Thread-safe.
class WorkerPool {
 public:
  using Work = std::function<host_sdk::Result(host_sdk::TaskMonitor&)>;

  explicit WorkerPool(std::size_t threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Starts `work`, which must not throw. Returns nullptr after `stop`. Calls `after` on the same thread when
  /// the work has ended.
  [[nodiscard]] std::shared_ptr<Run> start(Work work,
                                           std::function<void(const host_sdk::Result&)> after = {});

  /// Cancels all work and waits for its end. Queued work ends as cancelled. May be called twice.
  void stop();

  [[nodiscard]] bool stopping() const;
  [[nodiscard]] WorkerLoad load() const;

 private:
  struct Threads;
  const std::size_t count_;
  mutable std::mutex mutex_;
  bool stopping_ = false;
  std::set<std::shared_ptr<Run>> active_;
  std::size_t busy_ = 0;
  std::unique_ptr<Threads> threads_;
};

}  // namespace sample_host
