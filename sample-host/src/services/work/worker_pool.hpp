// The threads for long work.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "host_sdk/result.hpp"
#include "services/work/plugin_slots.hpp"
#include "services/work/run.hpp"

namespace sample_host {

/// How busy the threads are.
struct WorkerLoad {
  std::size_t threads = 0;
  std::size_t busy = 0;
  /// Work that waits for a thread.
  std::size_t queued = 0;
};

/// A fixed number of threads, which plugins share as `PluginSlots` describes; further work is queued. So the
/// work of plugins that hang leaves threads for the others. Thread-safe.
class WorkerPool {
 public:
  using Work = std::function<host_sdk::Result(host_sdk::TaskMonitor&)>;

  /// Starts `shared` threads, one for each of `plugins` plugins, and one for the host's own work.
  explicit WorkerPool(std::size_t shared, std::size_t plugins = 1);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Starts `work`, which must not throw, for the plugin with that id; "" for the host's own work, which
  /// takes any thread. Returns nullptr after `stop`. Calls `after` on the same thread when the work has
  /// ended.
  [[nodiscard]] std::shared_ptr<Run> start(std::string plugin_id, Work work,
                                           std::function<void(const host_sdk::Result&)> after = {});

  /// Cancels all work and waits for its end. Queued work ends as cancelled. May be called twice.
  void stop();

  [[nodiscard]] bool stopping() const;
  [[nodiscard]] WorkerLoad load() const;

 private:
  struct Entry {
    std::string plugin_id;
    std::shared_ptr<Run> run;
    Work work;
    std::function<void(const host_sdk::Result&)> after;
  };
  void work_until_stop();
  [[nodiscard]] bool may_start(const Entry& entry) const;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::deque<Entry> queue_;
  std::set<std::shared_ptr<Run>> active_;
  std::size_t busy_ = 0;
  /// The threads that run the work of plugins.
  PluginSlots slots_;
  std::vector<std::thread> threads_;
};

}  // namespace sample_host
