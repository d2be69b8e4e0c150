// A thread with an event loop.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace sample_host {

/// An event loop on its own thread, for the scheduler and for periodic work. Calls on it may block on the
/// database for some seconds, not longer.
class EventLoop {
 public:
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  [[nodiscard]] boost::asio::io_context& io();

  /// Calls `what`, which must not throw, immediately and then every `period`. Before or after `start`.
  void every(std::chrono::seconds period, std::function<void()> what);

  void start();
  /// Ends the thread after its current call. May be called twice.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sample_host
