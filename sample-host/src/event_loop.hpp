// A thread that waits for timers.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace sample_host {

/// One event loop with a thread of its own, for the scheduler and for what repeats. Calls on it may block on
/// the database for some seconds, but not longer.
class EventLoop {
 public:
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  [[nodiscard]] boost::asio::io_context& io();

  /// Calls `what`, which must not throw, at once and then every `period`. Before or after `start`.
  void every(std::chrono::seconds period, std::function<void()> what);

  void start();
  /// Ends the thread after what it does at the moment. May be called twice.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
