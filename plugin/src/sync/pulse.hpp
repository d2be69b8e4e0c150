// What makes a run's heart beat.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace gup {

/// Calls functions at regular intervals. A seam: a test beats by hand.
class Pulse {
 public:
  /// Ends the calls when it is destroyed, and waits for one that is under way.
  class Beating {
   public:
    virtual ~Beating() = default;
  };

  virtual ~Pulse() = default;

  /// Calls `beat` again and again from now on, never twice at once. `beat` must not throw.
  [[nodiscard]] virtual std::unique_ptr<Beating> start(std::function<void()> beat) = 0;
};

/// Calls each function on a thread of its own, `interval` after its last call ended. Thread-safe.
class ThreadPulse final : public Pulse {
 public:
  explicit ThreadPulse(std::chrono::milliseconds interval = std::chrono::seconds{1}) : interval_(interval) {}
  [[nodiscard]] std::unique_ptr<Beating> start(std::function<void()> beat) override;

 private:
  const std::chrono::milliseconds interval_;
};

}  // namespace gup
