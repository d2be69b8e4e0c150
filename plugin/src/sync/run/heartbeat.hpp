// Calls a function at regular intervals, to keep a lease alive.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace gup {

/// Stops the calls when it is destroyed, and waits for one that is running.
class HeartbeatGuard {
 public:
  virtual ~HeartbeatGuard() = default;
};

/// Calls functions at regular intervals. An interface, so that tests can trigger each call.
class Heartbeat {
 public:
  virtual ~Heartbeat() = default;

  /// Calls `function` repeatedly, never concurrently. `function` must not throw.
  [[nodiscard]] virtual std::unique_ptr<HeartbeatGuard> start(std::function<void()> function) = 0;
};

/// Calls each function on its own thread, `interval` after its last call ended. Thread-safe.
class ThreadHeartbeat final : public Heartbeat {
 public:
  explicit ThreadHeartbeat(std::chrono::milliseconds interval = std::chrono::seconds{1})
      : interval_(interval) {}
  [[nodiscard]] std::unique_ptr<HeartbeatGuard> start(std::function<void()> function) override;

 private:
  const std::chrono::milliseconds interval_;
};

}  // namespace gup
