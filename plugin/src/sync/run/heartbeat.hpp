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

/// Calls functions at regular intervals. A seam: tests trigger each call.
class Heartbeat {
 public:
  virtual ~Heartbeat() = default;

  /// Calls `beat` repeatedly, never twice at once. `beat` must not throw.
  [[nodiscard]] virtual std::unique_ptr<HeartbeatGuard> start(std::function<void()> beat) = 0;
};

/// Calls each function on its own thread, `interval` after its last call ended. Thread-safe.
class ThreadHeartbeat final : public Heartbeat {
 public:
  explicit ThreadHeartbeat(std::chrono::milliseconds interval = std::chrono::seconds{1})
      : interval_(interval) {}
  [[nodiscard]] std::unique_ptr<HeartbeatGuard> start(std::function<void()> beat) override;

 private:
  const std::chrono::milliseconds interval_;
};

}  // namespace gup
