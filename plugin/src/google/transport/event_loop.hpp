// Runs the coroutines of one blocking call on the thread that made the call.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <map>
#include <unordered_set>

#include "host_sdk/monitor.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::google {

/// The one place where the Google client waits: for the network through Asio, for time through the task's
/// monitor. While a response is outstanding, the loop sleeps in Asio and polls for a cancel every 100 ms.
/// When it only waits for time to pass, it sleeps in `TaskMonitor::wait`. A test with a fake monitor
/// therefore takes no time, a cancel is immediate, and no thread can outlive its object.
///
/// The first exception of any coroutine, or a cancel, ends all of them: each is unwound where it waits, and
/// `run` throws that exception. One thread at a time.
class EventLoop {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// A signal between coroutines of one loop. Must not be destroyed while a coroutine waits for it, except
  /// when the loop unwinds.
  class Event {
   public:
    explicit Event(EventLoop& loop);
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    /// Wakes all waiters; they resume from the loop, never inside this call.
    void set();
    [[nodiscard]] boost::asio::awaitable<void> wait();

   private:
    friend class EventLoop;
    EventLoop& loop_;
    boost::asio::steady_timer signal_;
    bool set_ = false;
  };

  /// Exists while a response is outstanding: the loop then sleeps in Asio.
  class InFlight {
   public:
    explicit InFlight(EventLoop& loop) : loop_(loop) { ++loop_.in_flight_; }
    ~InFlight() { --loop_.in_flight_; }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

   private:
    EventLoop& loop_;
  };

  /// `clock` must outlive the loop.
  explicit EventLoop(host_sdk::Clock& clock);

  /// Runs `first` and everything it spawns until all have ended. Errors: the first exception of any of them;
  /// `Cancelled` when the monitor requests a cancel.
  void run(boost::asio::awaitable<void> first, host_sdk::TaskMonitor& monitor);

  /// Starts another coroutine of the same `run`; call it from a coroutine only.
  void spawn(boost::asio::awaitable<void> work);

  /// Waits at least until `now()` is `at`.
  [[nodiscard]] boost::asio::awaitable<void> wait_until(TimePoint at);
  [[nodiscard]] boost::asio::awaitable<void> wait_for(std::chrono::milliseconds duration);

  /// The host's steady clock, or later if a wait of the monitor ended later.
  [[nodiscard]] TimePoint now();

  [[nodiscard]] boost::asio::io_context& context() { return context_; }

 private:
  /// Unwinds a coroutine after another one failed; never leaves `run`.
  struct CallEnded {};

  void stop(std::exception_ptr failure);
  void sleep(host_sdk::TaskMonitor& monitor);
  void fire_alarms();

  host_sdk::Clock& clock_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_running_;
  TimePoint latest_{};
  std::unordered_multiset<Event*> waiting_;  // one entry for each waiter
  std::multimap<TimePoint, Event*> alarms_;
  std::size_t live_ = 0;
  std::size_t in_flight_ = 0;
  bool stopping_ = false;
  std::exception_ptr failure_;
};

}  // namespace gup::google
