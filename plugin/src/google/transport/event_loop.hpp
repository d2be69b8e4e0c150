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

/// Everything that waits inside the Google folder waits here: for the network through Asio, for time through
/// the task's monitor. While an answer is outstanding the loop sleeps in Asio and asks every 100 ms whether
/// the task shall stop; when nothing but time is waited for, it sleeps in `TaskMonitor::wait`. So a test with
/// a fake monitor takes no time, a cancel is instant, and there is no thread that could outlive its object.
///
/// The first exception of any coroutine, or a cancel, ends all of them: each one is unwound at the place
/// where it waits, and `run` throws that first exception. One thread at a time.
class EventLoop {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// Something that a coroutine waits for and another piece of the same loop makes happen. Must not be
  /// destroyed while somebody waits for it, except by the loop's unwinding.
  class Event {
   public:
    explicit Event(EventLoop& loop);
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    /// Wakes all who wait; they go on from the loop, never inside this call.
    void set();
    [[nodiscard]] boost::asio::awaitable<void> wait();

   private:
    friend class EventLoop;
    EventLoop& loop_;
    boost::asio::steady_timer signal_;
    bool set_ = false;
  };

  /// Held while an answer is outstanding: the loop then sleeps in Asio.
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

  /// Runs `first` and whatever it spawns until all of it has ended. Errors: the first exception of any of
  /// them; `Cancelled` when the monitor says so.
  void run(boost::asio::awaitable<void> first, host_sdk::TaskMonitor& monitor);

  /// Starts another coroutine of the same `run`; only from inside one.
  void spawn(boost::asio::awaitable<void> work);

  /// Waits for time to pass; at least until `at` by `now()`.
  [[nodiscard]] boost::asio::awaitable<void> wait_until(TimePoint at);
  [[nodiscard]] boost::asio::awaitable<void> wait_for(std::chrono::milliseconds duration);

  /// The host's steady clock, or later where the monitor said that a wait had passed.
  [[nodiscard]] TimePoint now();

  [[nodiscard]] boost::asio::io_context& context() { return context_; }

 private:
  /// Unwinds a coroutine after the call has failed elsewhere; never leaves `run`.
  struct CallEnded {};

  void stop(std::exception_ptr failure);
  void sleep(host_sdk::TaskMonitor& monitor);
  void wake_those_due();

  host_sdk::Clock& clock_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_running_;
  TimePoint latest_{};
  std::unordered_multiset<Event*> waiting_;  // once for each who waits
  std::multimap<TimePoint, Event*> alarms_;
  std::size_t live_ = 0;
  std::size_t in_flight_ = 0;
  bool stopping_ = false;
  std::exception_ptr failure_;
};

}  // namespace gup::google
