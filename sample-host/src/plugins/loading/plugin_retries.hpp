// Starts plugins again that could not start for now.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "services/work/run.hpp"

namespace sample_host {

class PluginCatalog;
class WorkerPool;

/// Used by one thread.
class PluginRetries {
 public:
  /// The first pause between two attempts; it doubles up to `kLongestPause`.
  static constexpr std::chrono::seconds kFirstPause{5};
  static constexpr std::chrono::minutes kLongestPause{5};

  /// `started`: called on a worker's thread when no plugin waits any longer.
  PluginRetries(PluginCatalog& catalog, WorkerPool& workers, std::function<void()> started)
      : catalog_(catalog), workers_(workers), started_(std::move(started)) {}

  /// Call it every `kFirstPause`: starts the waiting plugins on a worker when the current pause is over.
  void step();
  /// Waits for the end of the attempt that is running.
  void wait() const;

 private:
  PluginCatalog& catalog_;
  WorkerPool& workers_;
  const std::function<void()> started_;
  std::shared_ptr<Run> attempt_;
  /// In calls of `step`.
  int pause_ = 1;
  int waited_ = 0;
};

}  // namespace sample_host
